import { describe, expect, it } from 'vitest';
import { productionPackages, unknownLicences } from '../licences.mjs';
import { workspace } from './workspace-files.mjs';

describe('packages of others that we ship', () => {
  const packages = productionPackages(workspace);

  it('[S37] have a licence that is allowed', () => {
    expect(packages.length).toBeGreaterThan(50);
    expect(unknownLicences(packages)).toEqual([]);
    expect(unknownLicences([{ licence: 'GPL-3.0' }])).toHaveLength(1);
    expect(unknownLicences([{ licence: '(GPL-3.0 OR MIT)' }])).toHaveLength(0);
  });

  it('[S37] are pinned by their content, and need no script of theirs to run', () => {
    expect(packages.filter(({ integrity }) => !integrity)).toEqual([]);
    expect(packages.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  });
});
