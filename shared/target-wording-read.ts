/** Reads a target wording into a Target; text that says no target clearly is undefined, never half understood. */
import { canonicalJson } from './canonical.ts';
import { compare } from './decimal.ts';
import { readBound, readPlaces, readQuantity, type Tail } from './target-wording-grammar.ts';
import { type BoundKind, isMeasured, type Target, type UnitOfMeasure } from './target-wording-model.ts';
import { writeTarget } from './target-wording-write.ts';
import { clean } from './text.ts';

const LONGEST = 300;
const FLAG = /^(?:(phấn đấu)(?: để)?|(ước)(?: tính)?|đạt) (?=\S)/i;
const LATE_FLAG = / (?:(phấn đấu)|(ước)(?: tính)?)( đạt)?$/i;
/** Words that may stand before a bare number. */
const VERB_BEFORE_NUMBER =
  /(?:^| )(?:xong|đạt|được|hoàn thành|thành lập|thành lập mới|xây dựng|kết nạp|cung cấp|tổ chức|đào tạo|kiểm tra|giám sát|ban hành|giải quyết|xử lý|thu hút|duy trì|bảo đảm|có|khoảng)$/i;
/** A lead that stops in the middle of another wording. */
const CUT_OFF = /(?:^| )(?:tăng|giảm|nâng|thêm|không|từ|trên|dưới|thứ|đến|và|hoặc|so với)$/i;
const NOT_A_RANK = /(?:^| )(?:lần|khóa|khoá|kỳ|nhiệm kỳ|đại hội|điều|số|ngày)$/i;

const CHANGE = /^(tăng|giảm|nâng)(?: thêm| tốc)? /i;
const DOWN_TO = /^(?:giảm )?(?:xuống )?còn /i;
const TOP = /^(?:(?:nằm|đứng|lọt|vào|ở|trong|thuộc) ){0,3}(?:top|tốp) ?([0-9]{1,4})(?: ([^0-9]{1,60}))?$/i;
const LEADING =
  /^(?:(?:nằm|đứng|lọt|vào|ở) ){0,2}(?:trong |thuộc )?(?:nhóm |số )([0-9]{1,4})(?: ?(?:đến|-|–) ?([0-9]{1,4}))?(?: ([^0-9]{1,40}?))? (?:dẫn đầu|đứng đầu|cao nhất)(?: ([^0-9]{1,60}))?$/i;

const measureOf = ({ unit, per, of, except }: Tail): UnitOfMeasure => ({
  ...(unit === undefined ? {} : { unit }),
  ...(per === undefined ? {} : { per }),
  ...(of === undefined ? {} : { of }),
  ...(except === undefined ? {} : { except }),
});

interface Amount {
  readonly bound: BoundKind | 'range';
  readonly low: string;
  readonly high?: string;
  readonly measure: UnitOfMeasure;
  readonly base?: string;
}

/** "từ" before a range only opens it; before one number it means "trở lên", and "trở xuống" turns it. */
export function readAmount(text: string): Amount | undefined {
  const opened = readBound(text);
  const quantity = readQuantity(opened?.rest ?? text);
  if (!quantity) return undefined;
  const { low, high, tail } = quantity;
  const rest = { low, measure: measureOf(tail), ...(tail.base === undefined ? {} : { base: tail.base }) };
  if (high !== undefined) {
    const plain = opened === undefined || /^từ /i.test(text);
    return plain && tail.reach === undefined ? { bound: 'range', high, ...rest } : undefined;
  }
  if (tail.reach === undefined) return { bound: opened?.bound ?? 'exactly', ...rest };
  const mayReach = opened === undefined || /^từ /i.test(text);
  return mayReach ? { bound: tail.reach, ...rest } : undefined;
}

function readChange(text: string): Target | undefined {
  const verb = CHANGE.exec(text);
  if (!verb) return undefined;
  const amount = readAmount(text.slice(verb[0].length));
  if (!amount || compare(amount.low, '0') < 0) return undefined;
  const { bound, low, high, measure, base } = amount;
  return {
    kind: 'change',
    direction: verb[1]?.toLowerCase() === 'giảm' ? 'decrease' : 'increase',
    bound,
    by: low,
    ...(high === undefined ? {} : { high }),
    ...measure,
    ...(base === undefined ? {} : { base }),
  };
}

/** "-10 mô hình" is a list item whose dash touches the number, or a slip: nobody sets -10 models. */
const isGluedBullet = (bound: BoundKind, value: string, { unit }: UnitOfMeasure): boolean =>
  bound === 'exactly' && value.startsWith('-') && unit !== undefined && !isMeasured(unit);

function valueTarget(amount: Amount | undefined): Target | undefined {
  if (!amount || amount.base !== undefined) return undefined;
  const { bound, low, high, measure } = amount;
  if (bound === 'range') return { kind: 'range', low, high: high ?? low, ...measure };
  if (isGluedBullet(bound, low, measure)) return undefined;
  return { kind: bound, value: low, ...measure };
}

/** "giảm còn dưới 3%" is a level to come down to, not an amount of decrease. */
function readDownTo(text: string): Target | undefined {
  const head = DOWN_TO.exec(text);
  if (!head) return undefined;
  const target = valueTarget(readAmount(text.slice(head[0].length)));
  const lead = head[0].trim();
  if (target?.kind === 'exactly') return { ...target, kind: 'atMost', lead };
  return target?.kind === 'lessThan' || target?.kind === 'atMost' ? { ...target, lead } : undefined;
}

function readGroup(text: string): Target | undefined {
  const top = TOP.exec(text);
  if (top) {
    const [, worst = '', scope] = top;
    if (Number(worst) < 1) return undefined;
    return {
      kind: 'rankGroup',
      best: '1',
      worst: String(Number(worst)),
      ...(scope === undefined ? {} : { scope }),
    };
  }
  const group = LEADING.exec(text);
  if (!group) return undefined;
  const [, first = '', second = '1', unit, scope] = group;
  const [best, worst] = [Number(first), Number(second)].sort((a, b) => a - b);
  if (best === undefined || worst === undefined || best < 1) return undefined;
  return {
    kind: 'rankGroup',
    best: String(best),
    worst: String(worst),
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
  };
}

function readRank(text: string): Target | undefined {
  const places = readPlaces(text);
  return places && { kind: 'rank', ...places };
}

/** A wording without words before it. `bare`: whether a number may stand first. */
function readCore(text: string, bare: boolean): Target | undefined {
  if (!bare && /^-?[0-9]/.test(text)) return undefined;
  return (
    readDownTo(text) ?? readChange(text) ?? readGroup(text) ?? readRank(text) ?? valueTarget(readAmount(text))
  );
}

/** The sentence after the shortest lead that leaves a wording; a lead holds no digits. */
function readLed(text: string): Target | undefined {
  const whole = readCore(text, true);
  if (whole) return whole;
  const firstDigit = text.search(/[0-9]/);
  for (let at = text.indexOf(' '); at >= 0 && at < firstDigit; at = text.indexOf(' ', at + 1)) {
    const lead = text.slice(0, at);
    const target = readCore(text.slice(at + 1), VERB_BEFORE_NUMBER.test(lead));
    if (target && !CUT_OFF.test(lead) && !(target.kind === 'rank' && NOT_A_RANK.test(lead))) {
      return { ...target, lead: target.lead === undefined ? lead : `${lead} ${target.lead}` };
    }
  }
  return undefined;
}

interface Opened {
  readonly rest: string;
  readonly soft: boolean;
  readonly estimate: boolean;
}

/** Takes "phấn đấu", "ước" and the empty word "đạt" off the front, in whatever order they stand. */
function readFlags(text: string): Opened {
  let opened: Opened = { rest: text, soft: false, estimate: false };
  for (let flag = FLAG.exec(opened.rest); flag; flag = FLAG.exec(opened.rest)) {
    opened = {
      rest: opened.rest.slice(flag[0].length),
      soft: opened.soft || flag[1] !== undefined,
      estimate: opened.estimate || flag[2] !== undefined,
    };
  }
  return opened;
}

/** "GRDP ước đạt" is the subject "GRDP đạt", estimated. Undefined when words cut short are left. */
function withFlags({ lead, ...target }: Target, opened: Opened): Target | undefined {
  let words = lead;
  let { soft, estimate } = opened;
  for (let late = LATE_FLAG.exec(words ?? ''); late && words !== undefined; late = LATE_FLAG.exec(words)) {
    words = words.slice(0, late.index) + (late[3] ?? '');
    soft ||= late[1] !== undefined;
    estimate ||= late[2] !== undefined;
    if (CUT_OFF.test(words)) return undefined;
  }
  return {
    ...target,
    ...(words === undefined ? {} : { lead: words }),
    ...(soft ? { soft: true as const } : {}),
    ...(estimate ? { estimate: true as const } : {}),
  };
}

function readOnce(raw: string): Target | undefined {
  if (raw.length > LONGEST) return undefined;
  const opened = readFlags(clean(raw).replace(/\n/g, ' ').replace(/[ÐƉ]/g, 'Đ').replace(/ð/g, 'đ'));
  const target = readLed(opened.rest);
  return target && withFlags(target, opened);
}

/**
 * What the wording of a target says; undefined when it is no target or could mean two things. What would not be
 * read back the same from its own written form was half understood, and is no target either.
 */
export function readTarget(raw: string): Target | undefined {
  const target = readOnce(raw);
  if (target === undefined) return undefined;
  const again = readOnce(writeTarget(target));
  return again !== undefined && canonicalJson(again) === canonicalJson(target) ? target : undefined;
}
