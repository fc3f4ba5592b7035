/* SPDX-License-Identifier: BSD-2-Clause */
/* How functions of libscmi-dtcheck fail. Included by scmi-dtcheck.h. */
#ifndef SCMI_DTCHECK_ERROR_H
#define SCMI_DTCHECK_ERROR_H

enum sdc_status {
	SDC_OK = 0,
	SDC_EIO,    /* a file could not be read or written */
	SDC_EINPUT, /* an input is malformed; the text names file and place */
	SDC_ETOOL,  /* dtc is missing or failed */
	SDC_EARG,   /* an argument makes no sense */
	SDC_EPERM,  /* the running kernel does not allow it */
	SDC_EBUSY,  /* somebody else uses it */
};

struct sdc_error {
	enum sdc_status status;
	char text[1024]; /* one line, without "error:" and without a full stop */
};

#endif
