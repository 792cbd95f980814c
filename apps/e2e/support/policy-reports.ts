import type { BrowserContext } from '@playwright/test';

/** Collects every breach of the content security policy, Trusted Types included, in every page of a context [S26]. */
export async function collectReports(context: BrowserContext, reports: string[]): Promise<void> {
  await context.exposeFunction('reportBreach', (breach: string) => void reports.push(breach));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportBreach } = window as unknown as { reportBreach: (breach: string) => void };
      const { effectiveDirective, blockedURI, sample, documentURI } = event;
      reportBreach(`${effectiveDirective} ${blockedURI} ${sample} at ${documentURI}`);
    });
  });
}
