import type { Feature } from '../../millrace.ts';
import { registerCommand } from '../../register-command.ts';
import { packageProject } from './package-project.ts';
import { verifyPackage } from './verify-package.ts';

/** "Package Project" and "Verify Package". */
export const activatePackage: Feature = (millrace) => [
  registerCommand(millrace, 'millrace.packageProject', (argument) => packageProject(millrace, argument)),
  registerCommand(millrace, 'millrace.verifyPackage', (argument) => verifyPackage(millrace, argument)),
];
