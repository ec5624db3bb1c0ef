/** 49,000 common passwords from leaks, in lower case. Reading them takes 100 ms and 5 MB. */
export async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
