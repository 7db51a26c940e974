/** Menu and sidebar. The menu must appear whatever the authorisation, so nothing here may throw on opening. */
import { englishStamp } from '../core/english.ts';
import { BOOT_SLOT, type SidebarBoot } from '../core/rpc.ts';

const TITLE = 'Sổ Tỉnh';

/** Touches neither properties nor the spreadsheet: in AuthMode.NONE only the menu is allowed. */
export function addMenu(): void {
  try {
    SpreadsheetApp.getUi()
      .createAddonMenu()
      .addItem('Mở Sổ Tỉnh · Open', 'showSidebar')
      .addItem('Tự kiểm tra · Self-check', 'selfCheck')
      .addToUi();
  } catch {
    // A view without a user interface (mobile, API) has no menu to add to; an error here would only hide it elsewhere.
  }
}

/** Without its permission; the sidebar's first call then tells what is missing. */
function orBlank(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Opens the sidebar and tells it which file and which person the click ran as. */
export function openSidebar(): void {
  const boot: SidebarBoot = {
    fileId: orBlank(() => SpreadsheetApp.getActiveSpreadsheet().getId()),
    email: orBlank(() => Session.getEffectiveUser().getEmail()),
    english: englishStamp(),
  };
  const data = JSON.stringify(boot).replace(/</g, '\\u003c');
  const page = HtmlService.createHtmlOutputFromFile('Sidebar').getContent();
  const filled = page.replace(BOOT_SLOT, () => BOOT_SLOT.replace('{}', () => data));
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput(filled).setTitle(TITLE));
}
