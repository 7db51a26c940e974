/** The routes of the application as they are declared: who answers which address, and whether a token is needed. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Env } from 'hono';
import type { Identity } from '../usecases/enter.ts';

/** Set on every request before a route answers it; in its problems and its log line. */
export interface RequestVariables {
  requestId: string;
}

/** What routes find in their context; `identity` only where a token was asked for. */
export interface AppEnv {
  Variables: RequestVariables & { identity: Identity };
}

/** Answers a request. Put around one another when a route is declared, so that nothing is put together while requests come. */
export type Answering<E extends Env = AppEnv> = (c: Context<E>) => Response | Promise<Response>;

interface Route {
  readonly method: 'GET' | 'POST';
  /** Hono's pattern, e.g. `/api/receipts/:number`. */
  readonly path: string;
  readonly answer: Answering;
  /** false: only with an accepted token. */
  readonly open: boolean;
}

export class Routes {
  readonly list: Route[] = [];
  readonly #documents = new OpenAPIHono();

  /** Takes what the OpenAPI document tells. */
  get registry(): OpenAPIHono['openAPIRegistry'] {
    return this.#documents.openAPIRegistry;
  }

  /** The document of all that is registered by now. */
  document(head: Parameters<OpenAPIHono['getOpenAPI31Document']>[0]): object {
    return this.#documents.getOpenAPI31Document(head);
  }

  /** For whoever brings an accepted token. */
  signedIn(method: Route['method'], path: string, answer: Answering): void {
    this.list.push({ method, path, answer, open: false });
  }

  /** For everybody: a page, or a form of one. */
  page(path: string, answer: Answering, method: Route['method'] = 'GET'): void {
    this.list.push({ method, path, answer, open: true });
  }
}
