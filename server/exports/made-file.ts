/** A file as it is handed out. */

export interface MadeFile {
  /** Without the extension. */
  readonly name: string;
  readonly body: Uint8Array<ArrayBuffer>;
}
