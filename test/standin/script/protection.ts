/** Owns the Protection face. Source: reference "Class Protection"; who is listed: gas-fakes oddities.md. */

import { GoogleError } from '../model/google-error.ts';
import type { ProtectionModel } from '../model/workbook.ts';
import { behind, face } from './face.ts';
import type { Area, Faces } from './faces.ts';

type Protection = GoogleAppsScript.Spreadsheet.Protection;
type User = GoogleAppsScript.Base.User;

const emailOf = (who: string | User): string => (typeof who === 'string' ? who : who.getEmail());

export function makeProtection(faces: Faces, model: ProtectionModel): Protection {
  const { workbook } = faces;
  const sheet = () => {
    const found = workbook.sheetById(model.sheetId);
    if (!found) throw new GoogleError('badRange');
    return found;
  };
  const canEdit = (): boolean => faces.who === workbook.owner || model.editors.has(faces.who);
  const change = (apply: () => void): Protection => {
    if (!canEdit()) throw new GoogleError('protectedCell');
    apply();
    return made;
  };
  const keep = (email: string): boolean => email === workbook.owner || email === faces.who;
  const made: Protection = face<Protection>(
    faces.run,
    'Spreadsheet.Protection',
    {
      getDescription: () => model.description,
      setDescription: (description) =>
        change(() => {
          model.description = description;
        }),
      isWarningOnly: () => model.warningOnly,
      setWarningOnly: (warningOnly) =>
        change(() => {
          model.warningOnly = warningOnly;
        }),
      canEdit,
      // The owner is not listed (gas-fakes oddities.md).
      getEditors: () => [...model.editors].map((email) => faces.user(email)),
      addEditor: (who: string | User) => change(() => model.editors.add(emailOf(who))),
      addEditors: (emails) =>
        change(() => {
          for (const email of emails) model.editors.add(email);
        }),
      // Neither the owner nor the current user can be removed (reference: removeEditors).
      removeEditor: (who: string | User) =>
        change(() => !keep(emailOf(who)) && model.editors.delete(emailOf(who))),
      removeEditors: (who: readonly (string | User)[]) =>
        change(() =>
          who.map(emailOf).forEach((email) => {
            if (!keep(email)) model.editors.delete(email);
          }),
        ),
      // Owned by a Workspace account only (reference: setDomainEdit); consumer files refuse it.
      canDomainEdit: () => false,
      setDomainEdit: () => {
        throw new GoogleError('badArgument', { what: 'editable' });
      },
      getProtectionType: () =>
        faces.enums.value('spreadsheet', 'ProtectionType', model.rect === undefined ? 'SHEET' : 'RANGE'),
      getRange: () => faces.range({ sheet: sheet(), rect: model.rect ?? sheet().all }),
      getUnprotectedRanges: () => model.unprotected.map((rect) => faces.range({ sheet: sheet(), rect })),
      setUnprotectedRanges: (ranges) =>
        change(() => {
          // Only sheet protections have holes (reference: setUnprotectedRanges).
          if (model.rect !== undefined) throw new GoogleError('badArgument', { what: 'ranges' });
          model.unprotected = ranges.map((range) => behind<Area>(range).rect);
        }),
      remove: () => {
        change(() => {
          workbook.protections = workbook.protections.filter((each) => each !== model);
        });
      },
    },
    model,
  );
  return made;
}
