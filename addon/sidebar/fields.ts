/** Owns what fields hold while the page is drawn anew around them: what was typed or chosen in those nobody else remembers, and the caret. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (element: Element | null): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement;

/** The field in `body` that has the focus. */
export const fieldInUse = (body: HTMLElement): Field | null => {
  const active = document.activeElement;
  return isField(active) && body.contains(active) ? active : null;
};

const OWN = '[data-own]';

/** Draws, and gives each field of its own back what it held, by its id. */
export function drawKeeping(body: HTMLElement, draw: () => void): void {
  const held = [...body.querySelectorAll(OWN)].map((element) => ({
    id: element.id,
    open: element instanceof HTMLDetailsElement && element.open,
    at: element instanceof HTMLSelectElement ? element.selectedIndex : -1,
    text: isField(element) ? element.value : '',
  }));
  draw();
  for (const { id, open, at, text } of held) {
    const element = document.getElementById(id);
    if (element instanceof HTMLDetailsElement) element.open = open;
    else if (element instanceof HTMLSelectElement) element.selectedIndex = at;
    else if (isField(element)) element.value = text;
    // What is shown beside the field follows from it.
    element?.dispatchEvent(new Event('change'));
  }
}

/** Puts the caret back into the field that was drawn anew; false where it is gone. */
export function focusAgain(before: Field): boolean {
  const field = document.getElementById(before.id);
  if (before.id === '' || !isField(field)) return false;
  field.focus({ preventScroll: true });
  if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text'))
    field.setSelectionRange(
      (before as HTMLInputElement).selectionStart,
      (before as HTMLInputElement).selectionEnd,
    );
  return true;
}
