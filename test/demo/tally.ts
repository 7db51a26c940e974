/** What the demonstration counts beside the published figures: so many of so many came out as they had to. */

export interface Tally {
  readonly words: string;
  readonly right: number;
  readonly all: number;
}

/** One question that has to be answered yes. */
export const once = (isRight: boolean, words: string): Tally => ({ words, right: isRight ? 1 : 0, all: 1 });

export const tallyLine = ({ words, right, all }: Tally): string => `${right} of ${all} ${words}`;
