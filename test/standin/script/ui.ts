/** Owns Ui, menus and HtmlService. Source: reference "Class Ui", "Class HtmlOutput"; 300 px sidebar: guide "Dialogs and sidebars". */

import { GoogleError } from '../model/google-error.ts';
import { enumName } from './enums.ts';
import { behind, face, NotInStandIn } from './face.ts';
import type { Faces } from './faces.ts';
import type { Host } from './host.ts';
import type { MenuItem, ShownHtml } from './ui-state.ts';

type Ui = GoogleAppsScript.Base.Ui;
type Menu = GoogleAppsScript.Base.Menu;
type HtmlOutput = GoogleAppsScript.HTML.HtmlOutput;

interface MenuModel {
  readonly label: string;
  readonly items: MenuItem[];
}

function makeMenu(faces: Faces, label: string): Menu {
  const model: MenuModel = { label, items: [] };
  const made: Menu = face<Menu>(
    faces.run,
    'Base.Menu',
    {
      addItem: (caption, functionName) => {
        model.items.push({ label: caption, functionName });
        return made;
      },
      addSeparator: () => {
        model.items.push({ label: '—' });
        return made;
      },
      addSubMenu: (menu) => {
        model.items.push(behind<MenuModel>(menu));
        return made;
      },
      addToUi: () => {
        faces.ui.menus = [...faces.ui.menus.filter((each) => each.label !== label), model];
      },
    },
    model,
  );
  return made;
}

interface HtmlModel {
  content: string;
  title: string;
  width?: number;
  height?: number;
}

/** Dialogs are answered by the person's prepared buttons; with none left the dialog is closed. */
function answer<T>(faces: Faces): T {
  return faces.enums.value('base', 'Button', faces.ui.answers.shift() ?? 'CLOSE');
}

export function makeUi(faces: Faces): Ui {
  const show = (kind: ShownHtml['kind'], output: unknown, title?: string): void => {
    const model = behind<HtmlModel>(output);
    faces.ui.shown = {
      kind,
      title: title ?? model.title,
      content: model.content,
      ...(model.width === undefined ? {} : { width: model.width }),
      ...(model.height === undefined ? {} : { height: model.height }),
    };
  };
  return face<Ui>(faces.run, 'Base.Ui', {
    Button: faces.enums.all('base', 'Button'),
    ButtonSet: faces.enums.all('base', 'ButtonSet'),
    createMenu: (label) => makeMenu(faces, label),
    // Add-on menus sit under "Extensions" with the add-on's name (reference: createAddonMenu).
    createAddonMenu: () => makeMenu(faces, 'Tiện ích mở rộng'),
    alert: (first: string, second?: string | GoogleAppsScript.Base.ButtonSet, third?: unknown) => {
      const titled = typeof second === 'string';
      if (third !== undefined && enumName(third) === undefined)
        throw new GoogleError('badArgument', { what: 'buttons' });
      faces.ui.alerts.push(titled ? { title: first, prompt: second } : { title: '', prompt: first });
      return answer(faces);
    },
    prompt: (first: string, second?: string | GoogleAppsScript.Base.ButtonSet) => {
      faces.ui.alerts.push(
        typeof second === 'string' ? { title: first, prompt: second } : { title: '', prompt: first },
      );
      const text = faces.ui.prompts.shift() ?? '';
      const button = answer<GoogleAppsScript.Base.Button>(faces);
      return face<GoogleAppsScript.Base.PromptResponse>(faces.run, 'Base.PromptResponse', {
        getResponseText: () => text,
        getSelectedButton: () => button,
      });
    },
    showSidebar: (output) => show('sidebar', output),
    showModalDialog: (output, title) => show('modal', output, title),
    showModelessDialog: (output, title) => show('modeless', output, title),
  });
}

function makeHtmlOutput(faces: Faces, content: string): HtmlOutput {
  const model: HtmlModel = { content, title: '' };
  const made: HtmlOutput = face<HtmlOutput>(
    faces.run,
    'HTML.HtmlOutput',
    {
      getContent: () => model.content,
      setContent: (next) => {
        model.content = next;
        return made;
      },
      append: (more) => {
        model.content += more;
        return made;
      },
      getTitle: () => model.title,
      setTitle: (title) => {
        model.title = title;
        return made;
      },
      setWidth: (width) => {
        model.width = width;
        return made;
      },
      setHeight: (height) => {
        model.height = height;
        return made;
      },
    },
    model,
  );
  return made;
}

export function makeHtmlService(faces: Faces, host: Host): GoogleAppsScript.HTML.HtmlService {
  return face<GoogleAppsScript.HTML.HtmlService>(faces.run, 'HTML.HtmlService', {
    createHtmlOutput: (html?: unknown) => {
      if (html !== undefined && typeof html !== 'string')
        throw new NotInStandIn('createHtmlOutput of a blob');
      return makeHtmlOutput(faces, html ?? '');
    },
    createHtmlOutputFromFile: (name) => {
      const content = host.html[name] ?? host.html[`${name}.html`];
      if (content === undefined) throw new GoogleError('noHtml', { name });
      return makeHtmlOutput(faces, content);
    },
  });
}
