/**
 * Every command, as the palette shows it. The manifest has the same list, because VS Code reads it before any code runs; a
 * test compares the two both ways.
 */
export const commands = {
  'millrace.openDiagram': { title: 'Open Diagram' },
  'millrace.runFlow': { title: 'Run Flow', needsTrust: true },
  'millrace.runToHere': { title: 'Run to Here', needsTrust: true },
  'millrace.peek': { title: 'Preview Data', needsTrust: true },
  'millrace.runTest': { title: 'Run Test', needsTrust: true },
  'millrace.stopRun': { title: 'Stop' },
  'millrace.packageProject': { title: 'Package Project', needsTrust: true },
  'millrace.verifyPackage': { title: 'Verify Package' },
  'millrace.newProject': { title: 'New Project' },
  'millrace.showLogs': { title: 'Show Logs' },
  'millrace.restartServer': { title: 'Restart Server' },
  /** Of code lenses alone: the palette does not show it. */
  'millrace.showReferences': { title: 'Show References' },
} as const satisfies Record<`millrace.${string}`, { title: string; needsTrust?: true }>;

export type CommandId = keyof typeof commands;
