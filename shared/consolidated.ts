/** Names the report in which a parent types the sum of its subtree: another report of the same unit, under a form id of its own. */
import type { PublishedTemplate } from './profile.ts';

/** Ends the id of such a form; no form of an author's own may end so. SQL knows it as `LIKE '%.consolidated'`. */
export const CONSOLIDATED = '.consolidated';

export const isConsolidated = (template: string): boolean => template.endsWith(CONSOLIDATED);

export const consolidatedId = (template: string): string => `${template}${CONSOLIDATED}`;

/** The form in which the same office reports for itself. */
export const ownId = (template: string): string =>
  isConsolidated(template) ? template.slice(0, -CONSOLIDATED.length) : template;

const WITH_ALL_BELOW = { vi: 'bao gồm cả dữ liệu cấp dưới', en: 'with all offices below' };

/** The same form, asked for the office together with all below it. */
export function consolidatedForm(template: PublishedTemplate): PublishedTemplate {
  const { name, ...descriptors } = template.descriptors;
  return {
    ...template,
    id: consolidatedId(template.id),
    descriptors: {
      name: { vi: `${name.vi} (${WITH_ALL_BELOW.vi})`, en: `${name.en} (${WITH_ALL_BELOW.en})` },
      ...descriptors,
    },
  };
}
