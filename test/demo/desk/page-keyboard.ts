/** The field that has the keyboard while the grid does: an input method can write only in a field. */

/** Rows and columns a key moves by. */
export const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageDown: [15, 0],
  PageUp: [-15, 0],
};

/** Hands on what was written into the field, a composition as a whole; meanwhile the field lies over the cell. */
export function takeWriting(
  keyboard: HTMLInputElement,
  cellBox: () => DOMRect | undefined,
  written: (text: string) => void,
): void {
  const clear = (): void => {
    keyboard.value = '';
    keyboard.classList.remove('composing');
  };
  const handOn = (): void => {
    const text = keyboard.value;
    clear();
    if (text !== '') written(text);
  };
  keyboard.addEventListener('compositionstart', () => {
    const { left = 0, top = 0, width = 0, height = 0 } = cellBox() ?? {};
    for (const [name, length] of Object.entries({ left, top, width, height }))
      keyboard.style.setProperty(name, `${length}px`);
    keyboard.classList.add('composing');
  });
  keyboard.addEventListener('compositionend', handOn);
  keyboard.addEventListener('input', (event) => {
    if (event instanceof InputEvent && !event.isComposing) handOn();
  });
  keyboard.addEventListener('blur', clear);
}
