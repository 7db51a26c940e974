/** Holds acceptances, signatures, more time, follow-ups, opened tasks, choices of merges and remarks of a unit against what its ledger states of them. */
import { canonicalJson } from '../../../shared/canonical.ts';
import type { Facts, LedgerAction } from '../../store/audit.ts';
import type { StoredEntry } from '../../store/ledger.ts';
import type { RowKind, SideRow } from '../../store/ledger-rows.ts';

/** A row as an entry states it. `lasting` false: a later entry may state it anew. */
interface Stated {
  readonly kind: RowKind;
  readonly key: string;
  readonly facts: Facts;
  readonly lasting?: false;
}

type States = (entry: StoredEntry, details: Facts) => readonly Stated[];

const by = ({ person_id, person, at }: StoredEntry) => ({ person_id, person, at });

const place: States = ({ at }, { task, template, period }) => [
  { kind: 'task', key: `place/${task}/${template}/${period}`, facts: { at } },
];

const decided =
  (state: 'granted' | 'refused'): States =>
  (entry, { no, due, until = null, remark = null, locked = false }) => {
    const { report_id: report } = entry;
    const nobody = { until: null, reason: null, person_id: null, person: null, at: null };
    return [
      { kind: 'extension', key: `decided/${report}/${no}`, facts: { state, until, remark, ...by(entry) } },
      ...(due === undefined
        ? []
        : [{ kind: 'extension' as const, key: `asked/${report}/${no}`, facts: { due, ...nobody } }]),
      ...(state === 'refused'
        ? []
        : [
            {
              kind: 'extension' as const,
              key: `time/${report}`,
              facts: { until, locked },
              lasting: false as const,
            },
          ]),
    ];
  };

const sent: States = ({ report_id, revision }, { resolved }) =>
  resolved === undefined
    ? []
    : [{ kind: 'resolved', key: `resolved/${report_id}/${revision}`, facts: { hash: resolved } }];

const followUp =
  (place: 'mark' | 'resolved mark'): States =>
  (entry, { no, hash }) => [
    { kind: 'follow_up', key: `${place}/${entry.report_id}/${no}`, facts: { ...by(entry), hash } },
  ];

const STATES: Partial<Record<LedgerAction, States>> = {
  submit: sent,
  revert: sent,
  accept: (entry, { level }) => [
    { kind: 'acceptance', key: `acceptance/${entry.report_id}/${entry.revision}/${level}`, facts: by(entry) },
  ],
  sign: (entry, { contentHash: content }) => [
    {
      kind: 'signature',
      key: `signature/${entry.report_id}/${entry.revision}`,
      facts: { ...by(entry), content },
    },
  ],
  return: ({ report_id, revision, link }, { remarks }) => [
    { kind: 'remarks', key: `remarks/${report_id}/${revision}/${link}`, facts: { hash: remarks } },
  ],
  extension_asked: (entry, { no, due = null, until, reason }) => [
    {
      kind: 'extension',
      key: `asked/${entry.report_id}/${no}`,
      facts: { due, until, reason, ...by(entry) },
    },
  ],
  extension_granted: decided('granted'),
  extension_refused: decided('refused'),
  follow_up_set: followUp('mark'),
  follow_up_resolved: followUp('resolved mark'),
  task_opened: (entry, details) => {
    const { chain: unit, report_id: report, revision, person, at } = entry;
    const facts = { unit, report, revision, person, at, hash: details.hash };
    return [{ kind: 'task', key: `task/${details.task}`, facts }, ...place(entry, details)];
  },
  task_carried: place,
};

export interface WrongRow {
  readonly kind: RowKind;
  /** The entry that states it; a report where none does. */
  readonly of: { readonly link: number } | Pick<SideRow, 'template_id' | 'period_id'>;
}

/** Takes entries in order, then tells the first row that is not as they state it. */
export function rowsOfLedger() {
  const stated = new Map<string, Stated & { readonly link: number }>();
  return {
    take(entry: StoredEntry): void {
      const states = STATES[entry.action as LedgerAction];
      for (const one of states?.(entry, entry.details ?? {}) ?? [])
        stated.set(one.key, { ...one, link: entry.link });
    },
    /** `whole`: these were all entries of the unit, so that rows nobody states are wrong too. */
    wrong(rows: readonly SideRow[], whole: boolean): WrongRow | undefined {
      const stored = new Map(rows.map((row) => [row.key, canonicalJson(row.facts)]));
      for (const { kind, key, facts, lasting, link } of stated.values()) {
        if (!whole && lasting === false) continue;
        if (stored.get(key) !== canonicalJson(facts)) return { kind, of: { link } };
      }
      const unknown = whole ? rows.find(({ key }) => !stated.has(key)) : undefined;
      return unknown && { kind: unknown.kind, of: unknown };
    },
  };
}
