/** Owns which language the sidebar speaks: Vietnamese is in the page, English is fetched when it is first asked for, and kept. */
import type { Lang } from '../../shared/template.ts';
import type { EnglishResult, RpcProblem, RpcResult } from '../core/rpc.ts';
import type { Desk } from './desk.ts';
import { learnEnglish } from './english.ts';

/** The page is of an older build than the script: its numbers would name other words. */
const OTHER_BUILD: RpcProblem = {
  code: 'bad_arguments',
  title: '',
  title_en: '',
  detail: '',
  detail_en: '',
  retry: false,
};

export function speakIn({ kept, set }: Desk, lang: Lang): void {
  kept.keepLanguage(lang);
  set({ lang });
}

/** Whoever asks for English may not read why there is none, so the failure is told in both. */
const inBoth = ({ ...problem }: RpcProblem): RpcProblem => ({
  ...problem,
  title: `${problem.title} · ${problem.title_en}`,
  detail: `${problem.detail} · ${problem.detail_en}`,
});

async function fetchEnglish({ call, boot, kept }: Desk): Promise<RpcResult<EnglishResult>> {
  const fetched = await call('english');
  if (!fetched.ok) return { ok: false, problem: inBoth(fetched.problem) };
  if (fetched.value.stamp !== boot.english) return { ok: false, problem: OTHER_BUILD };
  kept.keepEnglish(fetched.value);
  return fetched;
}

/** The words of this page's build that an earlier opening kept; false where there are none. */
function recall({ kept, boot }: Desk): boolean {
  const english = kept.english();
  if (english === null || english.stamp !== boot.english) return false;
  learnEnglish(english);
  return true;
}

export function speakEnglish(desk: Desk): void {
  if (recall(desk)) {
    speakIn(desk, 'en');
    return;
  }
  desk.run(
    'english',
    () => fetchEnglish(desk),
    (english) => {
      learnEnglish(english);
      desk.kept.keepLanguage('en');
      return { lang: 'en' };
    },
  );
}

/** Opens in the language this person chose before; where its words were not kept they come beside the first call. */
export function speakAsBefore(desk: Desk): void {
  if (desk.kept.language() === 'vi') return;
  if (recall(desk)) {
    desk.keep({ lang: 'en' });
    return;
  }
  desk.aside(
    () => fetchEnglish(desk),
    (english) => {
      learnEnglish(english);
      desk.set({ lang: 'en' });
    },
  );
}
