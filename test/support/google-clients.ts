/** Google's clients for a stand-in's address, of the two services alone: the whole library takes seconds to load in every process. */
import { drive } from 'googleapis/build/src/apis/drive/index.js';
import { auth as google, sheets } from 'googleapis/build/src/apis/sheets/index.js';
import type { GoogleClients } from '../../server/google/spreadsheets.ts';

export function googleClients(rootUrl: string): GoogleClients {
  const auth = new google.OAuth2();
  auth.setCredentials({ access_token: 'token' });
  return {
    sheets: sheets({ version: 'v4', auth, rootUrl }),
    drive: drive({ version: 'v3', auth, rootUrl }),
  };
}
