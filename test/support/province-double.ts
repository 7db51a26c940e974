/** A province's server in a few lines, for tests of the add-on alone: keeps revisions in memory and can lose its reply. */
import { canonicalJson } from '../../shared/canonical.ts';
import { changesBetween } from '../../shared/changes.ts';
import { Problem, problemBody } from '../../shared/problem.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { validate } from '../../shared/validate.ts';
import type { ReportForm, Total } from '../../shared/wire.ts';
import { MergingPush } from '../../shared/wire-merge.ts';
import { Part, SentPush } from '../../shared/wire-parts.ts';
import { formOf } from './forms.ts';

interface Stored {
  readonly key: string;
  readonly body: string;
  readonly reply: unknown;
}

export class ProvinceDouble {
  readonly revisions: ReportContent[] = [];
  /** "POST /api/…" of every request that arrived. */
  readonly requests: string[] = [];
  readonly keys: string[] = [];
  readonly tokens = new Set<string>();
  /** The next push is stored, and its reply is lost on the way. */
  losesNextReply = false;
  private readonly stored: Stored[] = [];
  private state: ReportForm['head']['state'] = 'draft';
  private last: ReportForm['receipt'] = null;
  private remarks: ReportForm['remarks'] = [];
  private template: Template;
  private readonly versions: Template[] = [];
  private readonly first: ReportContent;
  /** Rows of this office instead of the sample's. */
  assigned: readonly AssignedRow[] | undefined;

  constructor(template: Template, first: ReportContent = {}, assigned?: readonly AssignedRow[]) {
    this.template = template;
    this.first = first;
    this.assigned = assigned;
  }

  get form(): ReportForm {
    const content = this.revisions[this.revisions.length - 1] ?? this.first;
    const form = formOf(this.template, content, this.revisions.length);
    const assigned = this.assigned === undefined ? form.assigned : [...this.assigned];
    return {
      ...form,
      assigned,
      head: { ...form.head, state: this.hidesReturn ? 'submitted' : this.state },
      receipt: this.last,
      remarks: this.hidesReturn ? [] : this.remarks,
    };
  }

  /** The form's next version is put to use, and what was sent is on it. */
  publish(template: Template): void {
    this.versions.push(this.template);
    this.template = template;
  }

  /** Another office of the same report sends meanwhile. */
  sendElsewhere(content: ReportContent): void {
    this.revisions.push(content);
    this.state = 'submitted';
    this.last = this.receipt(this.revisions.length);
  }

  /** The period is closed: nothing more is taken. */
  closed = false;

  /** Sums instead of the usual two. */
  sums: Total[] | undefined;

  /** The office above returns the report with remarks. */
  giveBack(remarks: ReportForm['remarks']): void {
    this.state = 'returned';
    this.remarks = remarks;
  }

  /** A form read before the return: it tells nothing of it. */
  hidesReturn = false;

  /** The office above accepts what was sent. */
  accept(): void {
    this.state = 'accepted';
    this.remarks = [];
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    this.requests.push(`${request.method} ${pathname}`);
    this.tokens.add(request.headers.get('authorization') ?? '');
    try {
      const reply =
        request.method === 'POST' ? this.write(request, await request.text()) : this.read(pathname);
      if (request.method === 'POST' && this.losesNextReply) {
        this.losesNextReply = false;
        throw new TypeError('the connection is gone');
      }
      return Response.json(reply);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return Response.json(problemBody(error, 'req-1'), { status: error.status });
    }
  };

  private readonly parts = new Map<string, string>();

  /** A part of a content on its way, or a push; one in parts is the push it would be in one piece. */
  private write(request: Request, body: string): unknown {
    const upload = /\/parts\/([^/]+)$/.exec(new URL(request.url).pathname)?.[1];
    if (upload !== undefined) {
      const part = Part.parse(JSON.parse(body));
      this.parts.set(`${upload} ${part.no}`, part.text);
      return { no: part.no };
    }
    const { parts: count, ...push } = SentPush.parse(JSON.parse(body));
    if (count === undefined) return this.push(request, body);
    const key = request.headers.get('idempotency-key') ?? '';
    const all = Array.from({ length: count }, (_, no) => this.parts.get(`${key} ${no}`));
    const parts = all.flatMap((text, no) => (text === undefined ? [no] : []));
    if (parts.length > 0) throw new Problem('parts_missing', { count: parts.length }, { parts });
    return this.push(request, canonicalJson({ ...push, content: JSON.parse(all.join('')) }));
  }

  private read(pathname: string): unknown {
    const { head, period } = this.form;
    if (pathname === '/api/reports') return { items: [head], next: null };
    if (pathname === `/api/reports/${head.unit}/${head.template}/${head.period}`) return this.form;
    const version = this.versions.find(({ id, version: no }) => pathname === `/api/templates/${id}/${no}`);
    if (version !== undefined) return { template: version };
    const revision = /\/revisions\/(\d+)$/.exec(pathname)?.[1];
    if (revision !== undefined)
      return { no: Number(revision), content: this.revisions[Number(revision) - 1] };
    if (pathname === `/api/totals/${head.template}/${period.id}`) return this.totals();
    throw new Problem('not_found');
  }

  private totals(): unknown {
    const [section] = this.template.sections;
    const row = section?.rows?.find((candidate) => candidate.heading !== true);
    const sum = { number: 9, none: 1, notApplicable: 0, notYetKnown: 0, estimate: 0 };
    return {
      template: this.template.id,
      templateVersion: this.template.version,
      period: '2021',
      scope: { unit: 'tinh', name: 'Tỉnh Hải Dương' },
      counts: this.template.counts,
      coverage: { expected: 12, received: 9, accepted: 5, late: 1 },
      totals: this.sums ?? [
        { ...sum, section: section?.id, row: row?.key, column: 'total', value: '52' },
        { ...sum, section: section?.id, row: 'ROW.OF.OTHERS', column: 'total', value: '7' },
      ],
      buckets: [],
      tasks: [],
    };
  }

  private push(request: Request, body: string): unknown {
    const key = request.headers.get('idempotency-key') ?? '';
    this.keys.push(key);
    const known = this.stored.find((entry) => entry.key === key);
    if (known !== undefined && known.body !== body) throw new Problem('idempotency_key_reused');
    if (known !== undefined) return known.reply;
    if (this.closed) throw new Problem('period_closed', { period: this.form.period.label.vi });
    const push = MergingPush.parse(JSON.parse(body));
    const current = this.revisions.length;
    const before = this.revisions[current - 1] ?? {};
    if (push.baseRevision !== current) {
      const changesSince = changesBetween(this.revisions[push.baseRevision - 1] ?? {}, before);
      throw new Problem(
        push.baseRevision > current ? 'revision_ahead' : 'stale_revision',
        { base: push.baseRevision, current },
        { conflict: { current, changesSince } },
      );
    }
    this.refuseClosed(push.content);
    const { issues, ok } = validate(this.template, push.content, {
      assigned: this.form.assigned,
      facts: this.form.facts,
      mode: push.mode,
    });
    // A draft is kept with its issues.
    if (!ok && push.mode === 'submit')
      throw new Problem('report_has_errors', { errors: issues.length, warnings: 0 }, { issues });
    const state = push.mode === 'draft' ? this.state : 'submitted';
    const reply = {
      stored: !push.dryRun,
      state,
      revision: push.dryRun ? current : current + 1,
      receipt: push.dryRun || push.mode === 'draft' ? null : this.receipt(current + 1),
      changes: changesBetween(before, push.content),
      totals: [],
      issues,
    };
    if (push.dryRun) return reply;
    this.revisions.push(push.content);
    this.state = state;
    this.last = reply.receipt ?? this.last;
    this.stored.push({ key, body, reply });
    return reply;
  }

  /** As the server does: of a returned report only what was remarked may differ from what was submitted. */
  private refuseClosed(content: ReportContent): void {
    if (this.state !== 'returned') return;
    const sent = this.revisions[(this.last?.revision ?? 0) - 1] ?? {};
    const cells = changesBetween(sent, content)
      .map(({ at }) => at)
      .filter(
        (cell) =>
          !this.remarks.some(
            ({ at }) =>
              at.section === cell.section &&
              (at.row === '*' || at.row === cell.row) &&
              (at.column === '*' || at.column === cell.column),
          ),
      );
    if (cells.length > 0)
      throw new Problem(
        'closed_cells_changed',
        { others: cells.length, named: cells.map(({ row }) => row).join('; '), count: 1, revision: 1 },
        { cells },
      );
  }

  private receipt(revision: number): NonNullable<ReportForm['receipt']> {
    return {
      number: `ST-2021-hai-duong-00000${revision}`,
      at: '2021-12-17T07:03:00Z',
      person: 'Nguyễn Thị A',
      unit: 'tu-ky',
      revision,
      contentHash: 'a'.repeat(64),
      rules: `${this.template.id}@${this.template.version}`,
      late: false,
      hash: 'b'.repeat(64),
      previous: null,
    };
  }
}
