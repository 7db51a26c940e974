/** The issues of a refused report in words, for clients that do not have the form: made when the refusal is written, after the transaction. */
import type { Issue } from '../../../shared/issue.ts';
import { type FileForm, fileIssueWords } from '../../../shared/issue-in-file.ts';
import { type IssueWords, issueWords } from '../../../shared/issue-sentences.ts';
import type { AssignedRow, Template } from '../../../shared/template.ts';

/** More than a person reads at once; a client with the form can word the rest itself. */
const TOLD_MAX = 200;

interface ToldIssues {
  readonly issues: readonly Issue[];
  /** In the order of `issues`, the first 200. */
  readonly words: readonly { readonly vi: IssueWords; readonly en: IssueWords }[];
}

export function toldIssues(
  issues: readonly Issue[],
  template: Template,
  assigned: readonly AssignedRow[],
): ToldIssues & Record<string, unknown> {
  return {
    issues,
    get words() {
      return issues.slice(0, TOLD_MAX).map((issue) => ({
        vi: issueWords(issue, template, 'vi', assigned),
        en: issueWords(issue, template, 'en', assigned),
      }));
    },
  };
}

/** The same for who sent a file: other cells are told by their addresses in it. */
export function toldInFile(issues: readonly Issue[], file: FileForm): ToldIssues & Record<string, unknown> {
  return {
    issues,
    get words() {
      return issues.slice(0, TOLD_MAX).map((issue) => ({
        vi: fileIssueWords(issue, 'vi', file),
        en: fileIssueWords(issue, 'en', file),
      }));
    },
  };
}
