/** Owns what a person sees around the grid: menus, sidebar, dialogs, toasts, and which cells are selected. */

import type { Rect } from '../model/address.ts';

export interface MenuItem {
  readonly label: string;
  /** Absent for a submenu or separator. */
  readonly functionName?: string;
  readonly items?: readonly MenuItem[];
}

export interface ShownHtml {
  readonly kind: 'sidebar' | 'modal' | 'modeless';
  readonly title: string;
  readonly content: string;
  readonly width?: number;
  readonly height?: number;
}

export class UiState {
  menus: MenuItem[] = [];
  /** Only one sidebar or dialog of the add-on at a time (guide "Dialogs and sidebars"). */
  shown: ShownHtml | undefined;
  alerts: { title: string; prompt: string }[] = [];
  toasts: { message: string; title: string }[] = [];
  /** Buttons the person will press, in order; without one the dialog is closed. */
  answers: string[] = [];
  prompts: string[] = [];
  activeSheetId: number | undefined;
  activeRange: { sheetId: number; rect: Rect } | undefined;
}
