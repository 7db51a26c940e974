/** Owns which language the sidebar speaks: Vietnamese is in the page, English is fetched when it is first asked for, and kept. */
import type { Lang } from '../../shared/template.ts';
import type { Desk } from './desk.ts';
import { learnEnglish } from './english.ts';
import { say } from './words.ts';

export function speakIn({ kept, set }: Desk, lang: Lang): void {
  kept.keepLanguage(lang);
  set({ lang });
}

/** The words of this page's build that an earlier opening kept; false where there are none. */
function recall({ kept, boot }: Desk): boolean {
  const english = kept.english();
  if (english === null || english.stamp !== boot.english) return false;
  learnEnglish(english);
  return true;
}

/**
 * Told on the status line: what is open, running or failed stays as it is. Who asks for English may not read why there is
 * none, so that is said in both.
 */
async function fetchEnglish(desk: Desk): Promise<void> {
  const { call, boot, kept, tell } = desk;
  tell(say('vi', 'englishBusy'));
  const fetched = await call('english');
  if (!fetched.ok) return tell(say('vi', 'englishFailed'));
  // The script was updated while the page was open: its numbers would name other words.
  if (fetched.value.stamp !== boot.english) return tell(say('vi', 'englishNewer'));
  kept.keepEnglish(fetched.value);
  learnEnglish(fetched.value);
  speakIn(desk, 'en');
}

export function speakEnglish(desk: Desk): void {
  if (recall(desk)) speakIn(desk, 'en');
  else void fetchEnglish(desk);
}

/** Opens in the language this person chose before; where its words were not kept they come beside the first call. */
export function speakAsBefore(desk: Desk): void {
  if (desk.kept.language() === 'vi') return;
  if (recall(desk)) desk.keep({ lang: 'en' });
  else void fetchEnglish(desk);
}
