import type { PageMessage } from '@millrace/webview/protocol';

type Fields<T extends PageMessage['type']> = Omit<Extract<PageMessage, { type: T }>, 'type'>;
type Reader<T extends PageMessage['type']> = (fields: Record<string, unknown>) => Fields<T> | undefined;

const namesMax = 1000;

/** One reader per message; a message that gets another field gets it here, or this does not compile. */
const readers: { [T in PageMessage['type']]: Reader<T> } = {
  ready: () => ({}),
  'stop-run': () => ({}),
  'choose-flow': ({ flow }) => (isName(flow) ? { flow } : undefined),
  'run-flow': ({ flow }) => (isName(flow) ? { flow } : undefined),
  reveal: ({ flow, node }) => (isName(flow) && isName(node) ? { flow, node } : undefined),
  'open-artefact': ({ index }) =>
    Number.isSafeInteger(index) && (index as number) >= 0 ? { index: index as number } : undefined,
};

/** What a page sent, if it is one of its messages: pages are hostile until this has read them. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, ...rest } = value as Record<string, unknown>;
  if (typeof type !== 'string' || !Object.hasOwn(readers, type)) return undefined;
  const fields = readers[type as PageMessage['type']](rest);
  return fields && ({ type, ...fields } as PageMessage);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= namesMax;
}
