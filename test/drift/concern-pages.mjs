import '../support/sources.mjs';

const { SourceTree } = await import('../architecture/source-tree.ts');
const { pagesWithUsers } = await import('../architecture/concern-pages.ts');

/** The page of each concern of the platform, with who uses it. */
export const renderAll = () => pagesWithUsers(SourceTree.read(process.cwd(), ['apps', 'libs', 'migrations']));
