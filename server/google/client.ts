/** Opens Google's clients with the credentials Google's own library finds on this machine (Application Default Credentials). */
import type { GoogleClients } from './spreadsheets.ts';

/** Files the application itself made; nothing else of the account is reached. */
const SCOPES = ['https://www.googleapis.com/auth/drive.file'];

/** `rootUrl`: another address than Google's, ending in a slash. Loaded only when asked for: the library is large. */
export async function openGoogle(rootUrl: string | undefined): Promise<GoogleClients> {
  const { google } = await import('googleapis');
  const auth = new google.auth.GoogleAuth({ scopes: SCOPES });
  const at = rootUrl === undefined ? {} : { rootUrl };
  return {
    sheets: google.sheets({ version: 'v4', auth, ...at }),
    drive: google.drive({ version: 'v3', auth, ...at }),
  };
}
