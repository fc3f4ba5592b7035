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
#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/cache.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "scmi_doorbell.h"

#define MAX_FUNCTIONS 256
#define MAX_PAGES     256
#define MAX_CLAIMS    32

/* Arm DEN0056, chapter 5.1 */
#define SMT_STATUS 0x04
#define SMT_FREE   0x1

/* Function numbers from here on are the general questions of a range (DEN0028), no doorbells. */
#define GENERAL_QUERIES 0xff00

static uint functions[MAX_FUNCTIONS];
static int n_functions;
module_param_array(functions, uint, &n_functions, 0444);
MODULE_PARM_DESC(functions, "doorbells that may be rung besides those of the device tree");

struct shared_page {
	struct resource res;
	void __iomem *base;
};

/* What may be rung and reached: collected once, constant afterwards. */
static u32 allowed[2 * MAX_FUNCTIONS] __ro_after_init;
static unsigned int n_allowed __ro_after_init;
static struct shared_page pages[MAX_PAGES] __ro_after_init;
static unsigned int n_pages __ro_after_init;
static enum scmi_doorbell_conduit conduit __ro_after_init;

/* One call, or one access to a page, at a time. */
static DEFINE_MUTEX(doorbell_lock);

/* One program at a time: two in one channel overwrite each other's messages. */
static atomic_t opened = ATOMIC_INIT(0);

/* The channels that a program has taken and not rung yet: given back when it ends. */
struct claims {
	void __iomem *status[MAX_CLAIMS];
	unsigned int n;
};

/*
 * Firmware of the silicon's and the board's vendors has its doorbells among the fast calls of
 * their two ranges. All others (PSCI, SDEI, FF-A, trusted operating systems, the architecture's,
 * hypervisors') mean something else, and one wrong digit in a tree must not switch the machine
 * off.
 */
static bool __init is_doorbell(u32 function)
{
	u32 owner = ARM_SMCCC_OWNER_NUM(function);

	return ARM_SMCCC_IS_FAST_CALL(function) && !(function & GENMASK(23, 17)) &&
	       (owner == ARM_SMCCC_OWNER_SIP || owner == ARM_SMCCC_OWNER_OEM) &&
	       ARM_SMCCC_FUNC_NUM(function) < GENERAL_QUERIES;
}

static bool is_allowed(u32 function)
{
	unsigned int i;

	for (i = 0; i < n_allowed; i++)
		if (allowed[i] == function)
			return true;
	return false;
}

static void __init allow(u32 function)
{
	if (!is_doorbell(function)) {
		pr_warn("%#x is no doorbell: not a fast call of the SiP or OEM range\n", function);
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

/* The parameter is typed by hand: 64-bit calls, where other services are, only the tree names. */
static void __init allow_parameter(u32 function)
{
	if (ARM_SMCCC_IS_64(function) && !is_allowed(function))
		pr_warn("%#x is no doorbell: a 64-bit call that the tree does not name\n",
			function);
	else
		allow(function);
}

/* A node below a disabled one is as good as disabled. */
static bool __init is_available(const struct device_node *np)
{
	struct device_node *at = of_node_get((struct device_node *)np);

	while (at && of_device_is_available(at))
		at = of_get_next_parent(at);
	of_node_put(at);
	return !at;
}

/* Nodes of Linux's own driver, and of Xen's management channel. */
static void __init allow_scmi_nodes(void)
{
	struct device_node *np;
	u32 function;

	for_each_compatible_node(np, NULL, "arm,scmi-smc")
		if (is_available(np) && !of_property_read_u32(np, "arm,smc-id", &function))
			allow(function);
}

/* Xen's table: tuples of function, phandle and, unless there are two cells, agent. */
static void __init allow_table(struct device_node *np)
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

static void __init collect_functions(void)
{
	struct device_node *np;
	int i;

	allow_scmi_nodes();
	for_each_compatible_node(np, NULL, "xen,sci")
		if (is_available(np))
			allow_table(np);
	for (i = 0; i < n_functions; i++)
		allow_parameter(functions[i]);
}

/* Only what the tree sets aside may be mapped: of any other address nobody knows whether something
 * answers, and an abort in the kernel ends it. /dev/mem reaches those, and a program survives. */
static bool __init is_set_aside(struct resource *page)
{
	struct device_node *parent = of_find_node_by_path("/reserved-memory");
	struct device_node *child;
	bool found = false;

	for_each_available_child_of_node(parent, child) {
		struct resource res;

		if (!of_address_to_resource(child, 0, &res) && resource_contains(&res, page))
			found = true;
	}
	of_node_put(parent);
	return found;
}

/*
 * As Linux's own SCMI transports map it. What the kernel counts as its own memory it has mapped
 * already, cached, and a second mapping with other attributes is not coherent with that one.
 */
static void __iomem *__init map_page(struct resource *page)
{
	if (!is_set_aside(page) ||
		region_intersects(page->start, resource_size(page), IORESOURCE_SYSTEM_RAM,
			IORES_DESC_NONE) != REGION_DISJOINT)
		return NULL;
	return ioremap(page->start, resource_size(page));
}

static bool __init is_repeated(const struct resource *page)
{
	unsigned int i;

	for (i = 0; i < n_pages; i++)
		if (pages[i].res.start == page->start && pages[i].res.end == page->end)
			return true;
	return false;
}

static void __init collect_pages(void)
{
	struct device_node *np;

	for_each_compatible_node(np, NULL, "arm,scmi-shmem") {
		struct shared_page *page = &pages[n_pages];

		if (n_pages == ARRAY_SIZE(pages)) {
			pr_warn_once("too many pages, %pOF and more are left out\n", np);
			continue;
		}
		if (!is_available(np) || of_address_to_resource(np, 0, &page->res) ||
			is_repeated(&page->res))
			continue;
		page->base = map_page(&page->res);
		n_pages++;
	}
}

static void unmap_pages(void)
{
	unsigned int i;

	for (i = 0; i < n_pages; i++)
		if (pages[i].base)
			iounmap(pages[i].base);
}

/* smc without EL3, or hvc without a hypervisor, is an undefined instruction in the kernel. */
static void __init find_conduit(void)
{
	static const struct of_device_id matches[] __initconst = {
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

static long ring(struct claims *c, struct scmi_doorbell_ring *r)
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
	c->n = 0;
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
	err = ring(file->private_data, &r);
	if (err)
		return err;
	return copy_to_user(user, &r, sizeof(r)) ? -EFAULT : 0;
}

/* The page that a range begins in, or NULL. */
static const struct shared_page *page_at(phys_addr_t start)
{
	unsigned int i;

	for (i = 0; i < n_pages; i++)
		if (start >= pages[i].res.start && start <= pages[i].res.end)
			return &pages[i];
	return NULL;
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

/* A channel that is taken is remembered until a doorbell has told the firmware. */
static void note_claim(
	struct claims *c, const struct shared_page *page, phys_addr_t pos, size_t len)
{
	phys_addr_t status = page->res.start + SMT_STATUS;
	unsigned int i;

	for (i = 0; i < c->n; i++)
		if (c->status[i] == page->base + SMT_STATUS)
			return;
	if (pos > status || pos + len < status + 4 || c->n == ARRAY_SIZE(c->status) ||
		readl_relaxed(page->base + SMT_STATUS) & SMT_FREE)
		return;
	c->status[c->n++] = page->base + SMT_STATUS;
}

/* access_page - read into @to, or write from @from, whichever is not NULL */
static ssize_t access_page(
	struct claims *c, u32 __user *to, const u32 __user *from, size_t len, loff_t pos)
{
	const struct shared_page *page;
	void __iomem *at;
	ssize_t ret;

	if (pos < 0 || pos % 4 || len % 4 || !len)
		return -EINVAL;
	page = page_at(pos);
	if (!page)
		return -EPERM;
	if (len > page->res.end - pos + 1)
		return -EINVAL;
	if (!page->base)
		return -ENXIO;

	if (mutex_lock_interruptible(&doorbell_lock))
		return -ERESTARTSYS;
	at = page->base + (pos - page->res.start);
	mb(); /* after what the firmware wrote before its last call returned */
	ret = to ? read_words(at, to, len) : write_words(at, from, len);
	mb(); /* before the call that follows */
	if (from)
		note_claim(c, page, pos, len);
	mutex_unlock(&doorbell_lock);
	return ret;
}

static ssize_t doorbell_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	return access_page(file->private_data, (u32 __user *)to, NULL, len, *pos);
}

static ssize_t doorbell_write(struct file *file, const char __user *from, size_t len, loff_t *pos)
{
	return access_page(file->private_data, NULL, (const u32 __user *)from, len, *pos);
}

static int doorbell_open(struct inode *inode, struct file *file)
{
	struct claims *c;
	int err;

	if (!capable(CAP_SYS_RAWIO))
		return -EPERM;
	err = security_locked_down(LOCKDOWN_DEV_MEM);
	if (err)
		return err;
	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	if (atomic_cmpxchg(&opened, 0, 1)) {
		kfree(c);
		return -EBUSY;
	}
	file->private_data = c;
	return 0;
}

static int doorbell_release(struct inode *inode, struct file *file)
{
	struct claims *c = file->private_data;
	unsigned int i;

	mutex_lock(&doorbell_lock);
	for (i = 0; i < c->n; i++)
		if (!(readl_relaxed(c->status[i]) & SMT_FREE))
			writel(SMT_FREE, c->status[i]);
	mutex_unlock(&doorbell_lock);
	kfree(c);
	atomic_set(&opened, 0);
	return 0;
}

static const struct file_operations doorbell_fops = {
	.owner = THIS_MODULE,
	.open = doorbell_open,
	.release = doorbell_release,
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
	if (err) {
		unmap_pages();
		return err;
	}
	pr_info("%u doorbells, %u pages\n", n_allowed, n_pages);
	return 0;
}

static void __exit doorbell_exit(void)
{
	misc_deregister(&doorbell_device);
	unmap_pages();
}

module_init(doorbell_init);
module_exit(doorbell_exit);

MODULE_DESCRIPTION("Doorbells and shared memory of SCMI channels for scmi-dtcheck");
MODULE_LICENSE("GPL");
