/**
 * The process that runs the code of one task, under Node's permission model. It knows no plan and no schema: it loads one
 * file, calls one function and sends back what came of each record. It ends itself when the runtime is gone.
 */
import { type CallOptions, callPerBatch, callPerRecord } from './child/call-user.ts';
import { callWhole, GivenRecords } from './child/call-whole.ts';
import { describeThrown } from './child/user-error.ts';
import { loadUserModule, type UserContext, type UserModule } from './child/user-module.ts';
import { batchMark, type CallMessage, type FromChild, type OpenMessage, type ToChild } from './child-protocol.ts';

const send = takeSend();
const mark = takeOutputs();
const given = new GivenRecords();
let opened: { module: UserModule; message: OpenMessage } | undefined;
let tail = Promise.resolve();

process.on('message', (message: ToChild) => {
  tail = tail.then(() => handle(message));
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches all processes of a terminal; the runtime decides when this one ends, and its end is noticed above.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

async function handle(message: ToChild): Promise<void> {
  if (message.type === 'open') await open(message);
  else if (message.type === 'call') await call(message);
  else if (message.type === 'give') {
    given.add(message);
    send({ type: 'given' });
  } else if (message.type === 'whole') await whole(message.attempt);
  else await close();
}

async function open(message: OpenMessage): Promise<void> {
  try {
    const module = await loadUserModule(message);
    await module.open?.(contextOf(message, 1, null));
    opened = { module, message };
    send({ type: 'opened' });
  } catch (thrown) {
    send({ type: 'failed', message: describeThrown(thrown, message.projectFolder) });
  }
}

async function call(request: CallMessage): Promise<void> {
  if (opened === undefined) return;
  const { module, message } = opened;
  mark(request.batch);
  await (message.mode === 'record' ? callPerRecord : callPerBatch)(
    module,
    request,
    optionsOf(message, request.attempt, request.batch),
  );
}

async function whole(attempt: number): Promise<void> {
  if (opened === undefined) return;
  const { module, message } = opened;
  send(await callWhole(module, given.all(message.inputs), message.gives, optionsOf(message, attempt, null)));
}

function optionsOf(message: OpenMessage, attempt: number, batch: number | null): CallOptions {
  return {
    projectFolder: message.projectFolder,
    context: contextOf(message, attempt, batch),
    send: (outcomes) => send({ type: 'outcomes', outcomes }),
  };
}

function contextOf({ context }: OpenMessage, attempt: number, batch: number | null): UserContext {
  return { ...context, attempt, batch, log: (...words) => console.log(...words) };
}

async function close(): Promise<void> {
  mark(-1);
  try {
    await opened?.module.close?.();
    send({ type: 'closed' });
  } catch (thrown) {
    send({ type: 'failed', message: describeThrown(thrown, opened?.message.projectFolder ?? '') });
  }
  process.disconnect();
}

/** Out of the reach of user code: a library that tells a process manager it is ready would talk into our protocol. */
function takeSend(): (message: FromChild) => void {
  const own = process.send?.bind(process);
  process.send = undefined;
  return (message) => void own?.(message);
}

/** What user code prints is told apart by batch, also where it replaces how things are printed. */
function takeOutputs(): (batch: number) => void {
  const outputs = [process.stdout, process.stderr].map((output) => output.write.bind(output));
  return (batch) => {
    for (const write of outputs) write(`${batchMark}${batch}\n`);
  };
}
