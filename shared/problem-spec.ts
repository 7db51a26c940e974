/** How a problem is named: status, title and one sentence, Vietnamese and English. Chapters of the catalogue are made with it. */
export interface ProblemSpec {
  readonly status: number;
  readonly title: { readonly vi: string; readonly en: string };
  /** One sentence: what happened and what to do. `{name}` is replaced from the details. */
  readonly detail: { readonly vi: string; readonly en: string };
}

export const spec = (
  status: number,
  titleVi: string,
  titleEn: string,
  detailVi: string,
  detailEn: string,
): ProblemSpec => ({ status, title: { vi: titleVi, en: titleEn }, detail: { vi: detailVi, en: detailEn } });
