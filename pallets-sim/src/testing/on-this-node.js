// The door of this folder. What is behind it runs from its TypeScript, which a Node before 22.18 cannot.
if (!process.features.typescript) {
  throw new Error(
    `createDevChain runs on Node 24, and this is ${process.version}. Give the project a Node of its own, ` +
      'npm install -D node@24, and start it by npm or npx',
  );
}
export const { createDevChain } = await import('./dev-chain.ts');
