/** Templates as a report asks for them. A published (province, id, version) never changes, so a parsed one is kept; the oldest are let go. */
import { narrowed, PublishedTemplate, profileOf } from '../../shared/profile.ts';
import type { Template } from '../../shared/template.ts';
import type { TemplateState } from '../../shared/template-state.ts';
import type { Flights } from './transaction.ts';

const MOST_KEPT = 200;

interface TemplateKey {
  readonly province: string;
  readonly id: string;
  readonly version: number;
  /** The shorter form asked for; null or absent: the whole one. */
  readonly profile?: string | null;
}

const nameOf = ({ province, id, version, profile }: TemplateKey): string =>
  `${province}|${id}|${version}|${profile ?? ''}`;

/** The form a report is asked for. Throws if the published form has no such profile. */
export function askedForm(body: unknown, key: Pick<TemplateKey, 'id' | 'version' | 'profile'>): Template {
  const published = PublishedTemplate.parse(body);
  if (typeof key.profile !== 'string') return narrowed(published, null);
  const profile = profileOf(published, key.profile);
  if (profile === undefined)
    throw new Error(`template ${key.id}@${key.version} has no profile ${key.profile}`);
  return narrowed(published, profile);
}

const selectTemplate = ({ sql }: Flights, key: TemplateKey) => sql<{ body: unknown; state: TemplateState }[]>`
  SELECT body, state FROM template
  WHERE province_id = ${key.province} AND id = ${key.id} AND version = ${key.version}`;

/** Parsed templates of one process. */
export class TemplateShelf {
  readonly #kept = new Map<string, Template>();
  readonly #met = new Map<string, Template>();
  readonly #drafts = new Set<string>();

  peek(key: TemplateKey): Template | undefined {
    return this.#kept.get(nameOf(key));
  }

  /** The template; reads it inside the caller's transaction unless it is kept. Throws if the store holds none. */
  async get(flights: Flights, key: TemplateKey): Promise<Template> {
    const kept = this.peek(key);
    if (kept !== undefined) return kept;
    const [[row]] = await flights.send(selectTemplate(flights, key));
    if (row === undefined) throw new Error(`template ${key.id}@${key.version} is not in the store`);
    const template = askedForm(row.body, key);
    // What may still change is read every time.
    this.#drafts.delete(nameOf(key));
    if (row.state === 'draft') this.#drafts.add(nameOf(key));
    if (row.state === 'draft' || row.state === 'trial') return template;
    this.#keep(nameOf(key), template);
    return template;
  }

  /** Whether it was a draft when it was last read. */
  isDraft(key: TemplateKey): boolean {
    return this.#drafts.has(nameOf(key));
  }

  /** A version of this template met before, whichever: good for a guess that saves a question. */
  met(id: string): Template | undefined {
    return this.#met.get(id);
  }

  #keep(name: string, template: Template): void {
    if (this.#kept.size >= MOST_KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
      this.#met.clear();
    }
    this.#kept.set(name, template);
    this.#met.set(template.id, template);
  }
}
