/** The thread files are made in: a job comes in, the file goes out. An error ends it, and whoever started it hears. */
import { deserialize } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread of Node 20 does not run TypeScript because its process does.
register();
const { makeFile } = await import('./file.ts');

parentPort?.on('message', async (order) => {
  const file = await makeFile(deserialize(order));
  parentPort?.postMessage(file, [file.body.buffer]);
});
