import { countsTable } from './counts';

export default function printCounts(): void {
  process.stdout.write(`\n${countsTable()}`);
}
