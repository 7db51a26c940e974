/** Owns what a person does at the desk page: sitting down at a book, typing, pasting, and seeing what stands there. */
import type { FrameLocator, Page } from 'playwright-core';
import type { BookHead } from './desk/contract.ts';

export const cell = (page: Page, row: number, column: string) =>
  page.locator(`td[data-at="${row - 1}:${column.charCodeAt(0) - 65}"]`);
export const textOf = async (page: Page, row: number, column: string): Promise<string> =>
  ((await cell(page, row, column).textContent()) ?? '').trim();
export const address = (page: Page) => page.locator('#address');

export interface Sat {
  readonly page: Page;
  readonly sidebar: FrameLocator;
  press(name: string | RegExp): Promise<void>;
  shows(text: string | RegExp): Promise<void>;
}

/** The id of the book of that number in the list, which names first those to try. */
export async function bookId(url: string, number: number): Promise<string> {
  const heads = (await (await fetch(`${url}/desk/api/books`)).json()) as BookHead[];
  const listed = [...heads.filter(({ toTry }) => toTry), ...heads.filter(({ toTry }) => !toTry)];
  const head = listed[number];
  if (!head) throw new Error(`the list has ${listed.length} books`);
  return head.id;
}

/** The frame with the sidebar of that book: another book's may still stand there. */
export const sidebarOf = (page: Page, id: string) => page.locator(`#sidebar[src*="/books/${id}/"]`);

/** Sits down at the book of that number in the list. */
export async function sitAt(url: string, page: Page, book: number): Promise<Sat> {
  const id = await bookId(url, book);
  await page.goto(`${url}/desk#${id}`);
  const sidebar = sidebarOf(page, id).contentFrame();
  await sidebar.getByRole('button', { name: 'Kiểm tra', exact: true }).waitFor();
  return {
    page,
    sidebar,
    press: (name) =>
      sidebar
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click(),
    shows: (text) => sidebar.getByText(text).first().waitFor(),
  };
}

export const settled = (page: Page): Promise<unknown> => page.waitForSelector('#grid[aria-busy="false"]');

/** Types as a person does: the keys, then Enter, then the sheet shows it. */
export async function type(page: Page, text: string, key = 'Enter'): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press(key);
  await settled(page);
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`(function () {
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    document.getElementById('grid').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  })()`);
  await settled(page);
}

/** Rows of the sheet that have a blank required cell in column E. */
export const waiting = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>(`[...document.querySelectorAll('td[data-at$=":4"]')]
    .filter((one) => one.textContent === '' && getComputedStyle(one).backgroundColor === 'rgb(255, 244, 229)')
    .map((one) => Number(one.dataset.at.split(':')[0]) + 1)`);

/** Pastes "nothing occurred" over every blank required cell in column E, block by block. */
export async function fillWaiting(page: Page): Promise<void> {
  const rows = await waiting(page);
  for (const row of rows) {
    if (rows.includes(row - 1)) continue;
    await cell(page, row, 'E').click();
    let last = row;
    while (rows.includes(last + 1)) last += 1;
    await paste(page, Array.from({ length: last - row + 1 }, () => 'không phát sinh').join('\n'));
  }
}

/** Where the keyboard is: an id of the page, and inside the sidebar the name of its control. */
export async function focused(page: Page): Promise<string> {
  const id = await page.evaluate<string>(`document.activeElement.id`);
  if (id === 'keyboard') return 'grid';
  if (id !== 'sidebar') return id;
  const inside = page.frames().find((frame) => frame.url().includes('/sidebar'));
  return `sidebar ${await inside?.evaluate<string>(`document.activeElement.tagName`)}`;
}
