/** Opens the Sheets client with the credentials Google's own library finds on this machine (Application Default Credentials). */
import type { sheets_v4 } from 'googleapis';

/** Files the application itself made; nothing else of the account is reached. */
const SCOPES = ['https://www.googleapis.com/auth/drive.file'];

/** `rootUrl`: another address than Google's, ending in a slash. Loaded only when asked for: the library is large. */
export async function openSheets(rootUrl: string | undefined): Promise<sheets_v4.Sheets> {
  const { google } = await import('googleapis');
  const auth = new google.auth.GoogleAuth({ scopes: SCOPES });
  return google.sheets({ version: 'v4', auth, ...(rootUrl === undefined ? {} : { rootUrl }) });
}
