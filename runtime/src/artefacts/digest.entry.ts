import { parentPort, workerData } from 'node:worker_threads';
import { digestHere } from './file-digest.ts';

/** The worker of `digestFile`: reads one file and ends. */
parentPort?.postMessage(digestHere(String(workerData)));
