interface VitestReport {
  testResults: readonly {
    name: string;
    status: string;
    message: string;
    assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[];
  }[];
}
export function failedTests(report: VitestReport, root: string): string[];
export function createTail(count: number): { add(piece: string): void; lines(): string[] };
