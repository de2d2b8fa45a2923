/** One thing that Millrace uses on a machine. Plain JSON. */
export interface Finding {
  name: string;
  /** `poor`: there, but so that it will disturb. */
  status: 'ok' | 'poor' | 'missing';
  /** Version, amount or what went wrong; empty where there is nothing to say. */
  found: string;
  /** What it is used for. */
  why: string;
  /** Where it is not ok: how to get it. */
  help?: string;
  /** True where the project cannot run without it. */
  isNeeded: boolean;
}

/** What is not ok keeps its way out, the others need none. */
export function finding(
  { name, why, help, isNeeded }: { name: string; why: string; help: string; isNeeded: boolean },
  status: Finding['status'],
  found: string,
): Finding {
  return { name, status, found, why, ...(status !== 'ok' && { help }), isNeeded };
}
