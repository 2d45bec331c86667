import { rmSync } from 'node:fs';

export default function removeScratch(): void {
  rmSync(process.env.PACKAGE_SCRATCH ?? '', { recursive: true });
}
