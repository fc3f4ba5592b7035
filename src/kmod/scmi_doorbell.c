// SPDX-License-Identifier: GPL-2.0
/*
 * Lets a privileged program ring the doorbells of SCMI channels and reach their shared memory.
 *
 * User space can neither execute smc or hvc nor, with CONFIG_STRICT_DEVMEM, map memory that the
 * kernel calls its own. This device does both and no more than the device tree names: the
 * function identifiers of SCMI nodes and of Xen's table of agents, and the pages of shared memory
 * nodes. The interface is in scmi_doorbell.h.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/arm-smccc.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "scmi_doorbell.h"

#define MAX_FUNCTIONS 256
#define MAX_PAGES     256

static uint functions[MAX_FUNCTIONS];
static int n_functions;
module_param_array(functions, uint, &n_functions, 0444);
MODULE_PARM_DESC(functions, "doorbells that may be rung besides those of the device tree");

/* What may be rung and reached: collected once, constant afterwards. */
static u32 allowed[2 * MAX_FUNCTIONS];
static unsigned int n_allowed;
static struct resource pages[MAX_PAGES];
static unsigned int n_pages;
static enum scmi_doorbell_conduit conduit;

/* One call, or one access to a page, at a time. */
static DEFINE_MUTEX(doorbell_lock);

/*
 * PSCI shares the space of function identifiers, and one wrong digit in a tree must not switch
 * the machine off.
 */
static bool is_psci(u32 function)
{
	u32 smc32 = function & ~BIT(ARM_SMCCC_CALL_CONV_SHIFT);

	return smc32 >= 0x84000000 && smc32 <= 0x8400001f;
}

static bool is_allowed(u32 function)
{
	unsigned int i;

	for (i = 0; i < n_allowed; i++)
		if (allowed[i] == function)
			return true;
	return false;
}

static void allow(u32 function)
{
	if (is_psci(function)) {
		pr_warn("%#x is a function of PSCI, not a doorbell\n", function);
		return;
	}
	if (is_allowed(function))
		return;
	if (n_allowed == ARRAY_SIZE(allowed)) {
		pr_warn_once("too many doorbells, %#x and more are left out\n", function);
		return;
	}
	allowed[n_allowed++] = function;
}

/* Nodes of Linux's own driver, and of Xen's management channel. */
static void allow_scmi_nodes(void)
{
	struct device_node *np;
	u32 function;

	for_each_compatible_node(np, NULL, "arm,scmi-smc")
		if (!of_property_read_u32(np, "arm,smc-id", &function))
			allow(function);
}

/* Xen's table: tuples of function, phandle and, unless there are two cells, agent. */
static void allow_table(struct device_node *np)
{
	u32 function, cells = 3;
	int i, n;

	of_property_read_u32(np, "#scmi-secondary-agents-cells", &cells);
	if (cells != 2 && cells != 3)
		return;
	n = of_property_count_u32_elems(np, "scmi-secondary-agents");
	for (i = 0; i < n; i += cells)
		if (!of_property_read_u32_index(np, "scmi-secondary-agents", i, &function))
			allow(function);
}

static void collect_functions(void)
{
	struct device_node *np;
	int i;

	allow_scmi_nodes();
	for_each_compatible_node(np, NULL, "xen,sci")
		allow_table(np);
	for (i = 0; i < n_functions; i++)
		allow(functions[i]);
}

static void collect_pages(void)
{
	struct device_node *np;

	for_each_compatible_node(np, NULL, "arm,scmi-shmem") {
		if (n_pages == ARRAY_SIZE(pages))
			pr_warn_once("too many pages, %pOF and more are left out\n", np);
		else if (!of_address_to_resource(np, 0, &pages[n_pages]))
			n_pages++;
	}
}

/* smc without EL3, or hvc without a hypervisor, is an undefined instruction in the kernel. */
static void find_conduit(void)
{
	static const struct of_device_id matches[] = {
		{ .compatible = "arm,psci" },
		{ .compatible = "arm,psci-0.2" },
		{ .compatible = "arm,psci-1.0" },
		{},
	};
	struct device_node *np = of_find_matching_node(NULL, matches);
	const char *method;

	if (np && !of_property_read_string(np, "method", &method)) {
		if (!strcmp(method, "smc"))
			conduit = SCMI_DOORBELL_SMC;
		else if (!strcmp(method, "hvc"))
			conduit = SCMI_DOORBELL_HVC;
	}
	of_node_put(np);
}

static long ring(struct scmi_doorbell_ring *r)
{
	struct arm_smccc_res res;

	if (r->conduit > SCMI_DOORBELL_HVC || r->reserved)
		return -EINVAL;
	if (!is_allowed(r->function))
		return -EPERM;
	if (conduit == SCMI_DOORBELL_DEFAULT ||
		(r->conduit != SCMI_DOORBELL_DEFAULT && r->conduit != conduit))
		return -EOPNOTSUPP;

	if (mutex_lock_interruptible(&doorbell_lock))
		return -ERESTARTSYS;
	if (conduit == SCMI_DOORBELL_SMC)
		arm_smccc_smc(r->function, 0, 0, 0, 0, 0, 0, 0, &res);
	else
		arm_smccc_hvc(r->function, 0, 0, 0, 0, 0, 0, 0, &res);
	mutex_unlock(&doorbell_lock);

	r->result[0] = res.a0;
	r->result[1] = res.a1;
	r->result[2] = res.a2;
	r->result[3] = res.a3;
	return 0;
}

static long doorbell_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;
	struct scmi_doorbell_ring r;
	long err;

	if (cmd != SCMI_DOORBELL_RING)
		return -ENOTTY;
	if (copy_from_user(&r, user, sizeof(r)))
		return -EFAULT;
	err = ring(&r);
	if (err)
		return err;
	return copy_to_user(user, &r, sizeof(r)) ? -EFAULT : 0;
}

static bool is_named(phys_addr_t start, size_t len)
{
	unsigned int i;

	for (i = 0; i < n_pages; i++)
		if (start >= pages[i].start && start - pages[i].start < resource_size(&pages[i]) &&
			len <= resource_size(&pages[i]) - (start - pages[i].start))
			return true;
	return false;
}

/*
 * Only what the tree sets aside may be touched: a page of this kind that is in use as ordinary
 * memory holds somebody's data.
 */
static bool is_set_aside(phys_addr_t start, size_t len)
{
	struct device_node *parent = of_find_node_by_path("/reserved-memory");
	struct device_node *child;
	bool found = false;

	for_each_available_child_of_node(parent, child) {
		struct resource res;

		if (!of_address_to_resource(child, 0, &res) && start >= res.start &&
			start + len - 1 <= res.end)
			found = true;
	}
	of_node_put(parent);
	return found && PageReserved(pfn_to_page(PHYS_PFN(start)));
}

/*
 * Memory of the kernel's alone: of any other address nobody knows whether something answers, and
 * an abort in the kernel ends it. /dev/mem reaches those, and a program survives the abort.
 * Not cached, as Linux's driver and therefore every firmware has it.
 */
static void *map_page(phys_addr_t start, size_t len)
{
	struct page *page;

	if (!page_is_ram(PHYS_PFN(start)) || !is_set_aside(start, len))
		return NULL;
	page = pfn_to_page(PHYS_PFN(start));
	return vmap(&page, 1, VM_MAP, pgprot_writecombine(PAGE_KERNEL));
}

static ssize_t read_words(void __iomem *from, u32 __user *to, size_t len)
{
	size_t i;

	for (i = 0; i < len / 4; i++)
		if (put_user(readl_relaxed(from + 4 * i), to + i))
			return -EFAULT;
	return len;
}

static ssize_t write_words(void __iomem *to, const u32 __user *from, size_t len)
{
	size_t i;
	u32 word;

	for (i = 0; i < len / 4; i++) {
		if (get_user(word, from + i))
			return -EFAULT;
		writel_relaxed(word, to + 4 * i);
	}
	return len;
}

/* access_page - read into @to, or write from @from, whichever is not NULL */
static ssize_t access_page(u32 __user *to, const u32 __user *from, size_t len, loff_t pos)
{
	size_t offset = offset_in_page(pos);
	void __iomem *at;
	void *page;
	ssize_t ret;

	if (pos < 0 || pos % 4 || len % 4 || !len || len > PAGE_SIZE - offset)
		return -EINVAL;
	if (!is_named(pos, len))
		return -EPERM;

	if (mutex_lock_interruptible(&doorbell_lock))
		return -ERESTARTSYS;
	page = map_page(pos, len);
	if (page) {
		at = (void __iomem __force *)page + offset;
		mb(); /* after what the firmware wrote before its last call returned */
		ret = to ? read_words(at, to, len) : write_words(at, from, len);
		mb(); /* before the call that follows */
		vunmap(page);
	} else {
		ret = -ENXIO;
	}
	mutex_unlock(&doorbell_lock);
	return ret;
}

static ssize_t doorbell_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	return access_page((u32 __user *)to, NULL, len, *pos);
}

static ssize_t doorbell_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	return access_page(NULL, (const u32 __user *)from, len, *pos);
}

static int doorbell_open(struct inode *inode, struct file *file)
{
	if (!capable(CAP_SYS_RAWIO))
		return -EPERM;
	return security_locked_down(LOCKDOWN_DEV_MEM);
}

static const struct file_operations doorbell_fops = {
	.owner = THIS_MODULE,
	.open = doorbell_open,
	.read = doorbell_read,
	.write = doorbell_write,
	.unlocked_ioctl = doorbell_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice doorbell_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "scmi-doorbell",
	.fops = &doorbell_fops,
	.mode = 0600,
};

static int __init doorbell_init(void)
{
	int err;

	find_conduit();
	collect_functions();
	collect_pages();
	err = misc_register(&doorbell_device);
	if (err)
		return err;
	pr_info("%u doorbells, %u pages\n", n_allowed, n_pages);
	return 0;
}

static void __exit doorbell_exit(void)
{
	misc_deregister(&doorbell_device);
}

module_init(doorbell_init);
module_exit(doorbell_exit);

MODULE_DESCRIPTION("Doorbells and shared memory of SCMI channels for scmi-dtcheck");
MODULE_LICENSE("GPL");
