/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_IOMMU_H
#define SDC_XEN_IOMMU_H

#include "dt/phandle.h"
#include "scmi/model.h"

/* Which IOMMUs Xen drives, and which devices they keep from other domains' memory. */

/* xen_drives_iommu - Xen has a driver for nodes of that kind */
bool xen_drives_iommu(const struct dt_node *n);

/* xen_starts_iommu - and the node has what the driver cannot do without */
bool xen_starts_iommu(const struct dt_node *n);

/* xen_uses_iommu - and uses this one: it is neither disabled nor given away. The command line is
 * xen_iommu_off()'s. */
bool xen_uses_iommu(const struct dt_node *n);

/* xen_iommu_off - Xen's command line switches all of them off (iommu=no) */
bool xen_iommu_off(const struct scmi_model *m);

/* xen_has_iommu - Xen has one in use at all. Linear in the tree. */
bool xen_has_iommu(const struct scmi_model *m);

/* xen_protects - a device stands behind IOMMUs that Xen uses, so that it can be assigned */
bool xen_protects(const struct scmi_model *m, const struct dt_node *device);

/* xen_protects_by_default - and the drivers of all of them are built into Xen unless somebody
 * leaves them out (xen/drivers/passthrough/Kconfig) */
bool xen_protects_by_default(const struct scmi_model *m, const struct dt_node *device);

#endif
