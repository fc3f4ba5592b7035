// SPDX-License-Identifier: BSD-2-Clause
#include "xen/iommu.h"

#include <string.h>

#include "xen/class.h"

bool xen_drives_iommu(const struct dt_node *n)
{
	return xen_class(n) & (CLASS_IOMMU | CLASS_OTHER_IOMMU);
}

/* arm_smmu_device_dt_probe() wants the number of the interrupts that are no context's. */
bool xen_starts_iommu(const struct dt_node *n)
{
	unsigned int class = xen_class(n);
	uint32_t global;

	return class & CLASS_OTHER_IOMMU ||
	       (class & CLASS_IOMMU && dt_prop_u32(n, "#global-interrupts", &global));
}

bool xen_uses_iommu(const struct dt_node *n)
{
	return dt_available(n) && !dt_prop(n, "xen,passthrough") && xen_starts_iommu(n);
}

/* As parse_bool() in xen/common/kernel.c. */
static bool is_no(const char *s, size_t len)
{
	static const char *const words[] = { "no", "off", "false", "disable", "0" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (len == strlen(words[i]) && !strncmp(s, words[i], len))
			return true;
	return false;
}

/* "iommu=" is a list between commas, of which the last word on a subject holds. */
static bool list_says_no(const char *s, size_t len, bool off)
{
	for (size_t n; len; s += n, len -= n) {
		n = strcspn(s, ", ");
		n = n < len ? n : len;
		if (is_no(s, n))
			off = true;
		else if ((n == 3 && !strncmp(s, "yes", n)) || (n == 2 && !strncmp(s, "on", n)) ||
			 (n == 1 && *s == '1') || (n == 4 && !strncmp(s, "true", n)))
			off = false;
		n += n < len;
	}
	return off;
}

bool xen_iommu_off(const struct scmi_model *m)
{
	const char *s = m->bootargs;
	bool off = false;

	while (s && *(s += strspn(s, " "))) {
		size_t len = strcspn(s, " ");

		if (len > 6 && !strncmp(s, "iommu=", 6))
			off = list_says_no(s + 6, len - 6, off);
		else if (len == 8 && !strncmp(s, "no-iommu", 8))
			off = true;
		s += len;
	}
	return off;
}

bool xen_has_iommu(const struct scmi_model *m)
{
	const struct dt_node *n;

	if (xen_iommu_off(m))
		return false;
	dt_for_each_node(m->tree, n)
		if (xen_uses_iommu(n))
			return true;
	return false;
}

bool xen_protects(const struct scmi_model *m, const struct dt_node *device)
{
	const struct dt_prop *p = dt_prop(device, "iommus");
	struct dt_ref ref = { 0 };
	bool any = false;

	while (p && dt_ref_next(m->tree, p, "#iommu-cells", &ref)) {
		if (ref.error == DT_REF_EMPTY)
			continue;
		if (ref.error || !xen_uses_iommu(ref.provider))
			return false;
		any = true;
	}
	return any && !xen_iommu_off(m);
}

bool xen_protects_by_default(const struct scmi_model *m, const struct dt_node *device)
{
	const struct dt_prop *p = dt_prop(device, "iommus");
	struct dt_ref ref = { 0 };

	while (p && dt_ref_next(m->tree, p, "#iommu-cells", &ref))
		if (ref.provider && !(xen_class(ref.provider) & CLASS_IOMMU))
			return false;
	return xen_protects(m, device);
}
