/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_PLANS_H
#define UNIT_PLANS_H

/* A small board, and what planning gives for a manifest of it. */

#include <string.h>
#include <unistd.h>

#include "diag/rule.h"
#include "emit/emit.h"
#include "plan/planner.h"
#include "unit.h"

#include "trees.h"

static const char board[] =
	"/ { bus: bus@60000000 { compatible = \"simple-bus\"; #address-cells = <1>;"
	" #size-cells = <1>; ranges = <0 0 0xe0000000 0x10000000>;"
	"smmu: iommu@1000 { compatible = \"arm,smmu-v3\"; reg = <0x1000 0x1000>;"
	" #iommu-cells = <1>; };"
	"off: iommu@2000 { compatible = \"arm,smmu-v3\"; reg = <0x2000 0x1000>;"
	" #iommu-cells = <1>; status = \"disabled\"; };"
	"half: dma@11000 { compatible = \"v,dma\"; reg = <0x11000 0x1000>; interrupts = <0 21 4>;"
	" iommus = <&smmu 0x11>, <&off 3>; };"
	"behind: dma@12000 { compatible = \"v,dma\"; reg = <0x12000 0x1000>;"
	" interrupts = <0 22 4>, <1 3 4>; iommus = <&smmu 0x12>; };"
	"ppi: serial@33000 { compatible = \"arm,pl011\"; reg = <0x33000 0x1000>;"
	" interrupts = <1 5 4>; clocks = <&osc>; };"
	"uart: serial@34000 { compatible = \"arm,pl011\"; reg = <0x34000 0x1000>;"
	" interrupts = <0 30 4>; clocks = <&osc>; }; }; };";

/* What planning gave, as text. */
struct planned {
	struct dt_tree *tree;
	struct scmi_model *model;
	struct manifest *manifest;
	struct findings findings;
	struct plan *plan;
	struct buf source, said; /* of the first guest; "RULE: MESSAGE" per line */
};

static inline void load_manifest(const char *text, struct manifest **out)
{
	char path[] = "/tmp/manifest-XXXXXX";
	int fd = mkstemp(path), ret;
	struct sdc_error err;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	ret = manifest_load(path, out, &err);
	unlink(path);
	ck_assert_msg(!ret, "%s", ret ? err.text : "");
}

/* plan_text - plan a manifest for the board with something added to it */
static inline struct planned plan_text(const char *added, const char *manifest)
{
	struct planned p = { 0 };
	struct buf source = { 0 };
	struct sdc_error err;
	struct scmi_ids ids;
	int ret;

	buf_printf(&source, "%s%s", board, added);
	p.tree = base_tree(buf_str(&source));
	buf_free(&source);
	p.model = scmi_model_build(p.tree);
	ids = scmi_ids(p.model, NULL);
	load_manifest(manifest, &p.manifest);
	findings_init(&p.findings, p.tree);
	p.plan = plan_build(p.model, &ids, sci_caps(sci_driver(p.model)), p.manifest, &p.findings);
	for (size_t i = 0; i < p.findings.list.n; i++)
		buf_printf(&p.said, "%s%s: %s\n",
			p.findings.list.v[i]->severity == SDC_ERROR ? "" : "warning ",
			p.findings.list.v[i]->rule->pub.name, p.findings.list.v[i]->message);
	ret = emit_source(p.plan->guests[0].tree, "", false, "test", &p.source, &err);
	ck_assert_msg(!ret, "%s", ret ? err.text : "");
	return p;
}

static inline void planned_free(struct planned *p)
{
	buf_free(&p->source);
	buf_free(&p->said);
	plan_free(p->plan);
	findings_free(&p->findings);
	manifest_free(p->manifest);
	scmi_model_free(p->model);
	dt_tree_free(p->tree);
}

/* plan_error - the first thing that is wrong with a manifest for the tree, and where */
static inline const char *plan_error(const char *manifest, struct sdc_error *err)
{
	struct planned p = { .tree = base_tree(board) };
	const struct finding *f;
	struct scmi_ids ids;

	p.model = scmi_model_build(p.tree);
	ids = scmi_ids(p.model, NULL);
	load_manifest(manifest, &p.manifest);
	findings_init(&p.findings, p.tree);
	p.plan = plan_build(p.model, &ids, sci_caps(sci_driver(p.model)), p.manifest, &p.findings);
	ck_assert(!p.plan->complete);
	ck_assert_uint_gt(p.findings.list.n, 0);
	f = p.findings.list.v[0];
	for (size_t i = 0; f->severity != SDC_ERROR && i < p.findings.list.n; i++)
		f = p.findings.list.v[i];
	snprintf(err->text, sizeof(err->text), "%s:%u:%u: %s", f->where.span.file,
		f->where.span.line, f->where.span.column, f->message);
	planned_free(&p);
	return err->text;
}

static inline void has(struct buf *text, const char *part)
{
	ck_assert_msg(strstr(buf_str(text), part) != NULL, "no \"%s\" in\n%s", part, buf_str(text));
}

static inline void lacks(struct buf *text, const char *part)
{
	ck_assert_msg(strstr(buf_str(text), part) == NULL, "\"%s\" in\n%s", part, buf_str(text));
}

#define DOM0LESS "guests: [ { name: a, boot: dom0less, agent-id: 4, "
#define XL       "guests: [ { name: a, boot: xl, agent-id: 4, "

/* first_hint - of the first finding */
static inline const char *first_hint(const struct planned *p)
{
	ck_assert_uint_gt(p->findings.list.n, 0);
	return p->findings.list.v[0]->hint;
}

#endif
