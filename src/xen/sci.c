// SPDX-License-Identifier: BSD-2-Clause
#include "xen/sci.h"

#include "xen/xen.h"

static const struct xen_driver *const drivers[] = {
#define DRIVER(name, driver) &driver,
#include "xen/drivers/drivers.def"
#undef DRIVER
};

#define N_DRIVERS (sizeof(drivers) / sizeof(drivers[0]))

const struct xen_driver *xen_driver(enum sdc_xen xen)
{
	return drivers[(size_t)xen - 1];
}

const struct sci_caps *sci_caps(enum sdc_xen xen)
{
	static const struct sci_caps none;

	return xen == SDC_XEN_AUTO ? &none : &xen_driver(xen)->caps;
}

enum sdc_xen sci_driver(const struct scmi_model *m)
{
	size_t i = 0;

	while (i + 1 < N_DRIVERS && !drivers[i]->wanted(m))
		i++;
	return (enum sdc_xen)(i + 1);
}
