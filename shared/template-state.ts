/** The life of a version of a form: the states there are, which may follow which, and what they are called. */
import { z } from 'zod';
import type { Bilingual } from './template.ts';

export const TemplateState = z.enum(['draft', 'trial', 'published', 'retired']);
export type TemplateState = z.infer<typeof TemplateState>;

/** From a draft to a trial and, where it needs mending, back; then published, for good; then retired. */
const MOVES: Readonly<Record<TemplateState, readonly TemplateState[]>> = {
  draft: ['trial'],
  trial: ['draft', 'published'],
  published: ['retired'],
  retired: [],
};

export const mayMove = (from: TemplateState, to: TemplateState): boolean => MOVES[from].includes(to);

export const STATE_WORDS: Readonly<Record<TemplateState, Bilingual>> = {
  draft: { vi: 'đang soạn', en: 'a draft' },
  trial: { vi: 'đang dùng thử', en: 'on trial' },
  published: { vi: 'đã ban hành', en: 'published' },
  retired: { vi: 'đã ngừng dùng', en: 'retired' },
};

/** What a move is called: "không thể …". */
export const MOVE_WORDS: Readonly<Record<TemplateState, Bilingual>> = {
  draft: { vi: 'đưa về soạn lại', en: 'taken back to be drafted' },
  trial: { vi: 'đưa ra dùng thử', en: 'put on trial' },
  published: { vi: 'ban hành', en: 'published' },
  retired: { vi: 'ngừng dùng', en: 'retired' },
};
