/** The lists of "5 rõ" and "6 rõ" in use; a province chooses one per template and names the columns that answer it. */
import type { TemplateInput } from '../template.ts';

type Clarity = NonNullable<TemplateInput['clarity']>;

const PERSON = { column: 'lead', label: { vi: 'Rõ người', en: 'Who' } };
const WORK = { column: 'task', label: { vi: 'Rõ việc', en: 'What' } };
const PROGRESS = { column: 'deadline', label: { vi: 'Rõ tiến độ', en: 'By which steps' } };
const TIME = { column: 'deadline', label: { vi: 'Rõ thời gian', en: 'By when' } };
const EFFECT = { column: 'result', label: { vi: 'Rõ hiệu quả', en: 'To what effect' } };
const RESULT = { column: 'result', label: { vi: 'Rõ kết quả', en: 'With what result' } };
const PRODUCT = { column: 'result', label: { vi: 'Rõ sản phẩm', en: 'With what product' } };
const DUTY = { column: 'responsible', label: { vi: 'Rõ trách nhiệm', en: 'Who answers for it' } };
const POWER = { column: 'authority', label: { vi: 'Rõ thẩm quyền', en: 'By whose authority' } };

/** Người, việc, tiến độ, hiệu quả, trách nhiệm: Hải Dương's scheme of 2021 (bài báo năm 2022). */
export const FIVE_CLEAR_EFFECT: Clarity = [PERSON, WORK, PROGRESS, EFFECT, DUTY];
/** Người, việc, thời gian, kết quả, trách nhiệm: TP Hải Dương 2015–2020 (bài báo ngày 05/06/2020). */
export const FIVE_CLEAR_RESULT: Clarity = [PERSON, WORK, TIME, RESULT, DUTY];
/** Người, việc, trách nhiệm, thẩm quyền, thời gian, kết quả: the later list of six. */
export const SIX_CLEAR_TIME: Clarity = [PERSON, WORK, DUTY, POWER, TIME, RESULT];
/** Người, việc, tiến độ, kết quả, trách nhiệm, thẩm quyền: the list of six with progress. */
export const SIX_CLEAR_PROGRESS: Clarity = [PERSON, WORK, PROGRESS, RESULT, DUTY, POWER];
/** Việc, người, trách nhiệm, thời gian, sản phẩm, thẩm quyền: the list of six with the product. */
export const SIX_CLEAR_PRODUCT: Clarity = [WORK, PERSON, DUTY, TIME, PRODUCT, POWER];
