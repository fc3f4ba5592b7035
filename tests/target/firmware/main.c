// SPDX-License-Identifier: BSD-2-Clause
#include "firmware.h"

#define NOT_SUPPORTED ((uint64_t)-1)

void firmware_start(void)
{
	machine_start();
	scmi_start();
	say("firmware: started\n");
}

void firmware_call(struct registers *r)
{
	if (psci_call(r) || scmi_call(r))
		return;
	say("firmware: unknown call ");
	say_hex(r->x[0]);
	say("\n");
	r->x[0] = NOT_SUPPORTED;
}

void firmware_unexpected(uint64_t syndrome, uint64_t address, uint64_t fault)
{
	say("firmware: unexpected exception, syndrome ");
	say_hex(syndrome);
	say(" at ");
	say_hex(address);
	say(", fault address ");
	say_hex(fault);
	say("\n");
	machine_off();
}
