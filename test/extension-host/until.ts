import * as vscode from 'vscode';

const patienceMs = 60_000;

/**
 * Waits for something that diagnostics, tabs, editors or types of steps show; looks again at each change of them. Rejects when it
 * never comes.
 */
export function until(isSo: () => boolean): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const types = vscode.workspace.createFileSystemWatcher('**/*.flow.d.ts');
    const subscriptions = [
      types,
      types.onDidChange(look),
      types.onDidCreate(look),
      vscode.languages.onDidChangeDiagnostics(look),
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.window.onDidChangeActiveTextEditor(look),
    ];
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${patienceMs} ms in vain for: ${isSo}`));
    }, patienceMs);
    const stop = () => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    };
  });
}
