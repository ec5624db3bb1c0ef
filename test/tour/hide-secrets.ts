/** Keys and access tokens, by their form. */
const forms = /\bpalier_(op|sk|uk)_[a-z2-7]{8}_[\w-]{43}|\beyJ[\w-]+\.[\w-]+\.[\w-]+|"refreshToken":"[^"]+"/g;

/** A function that replaces in a text the values of these variables, and every key and token, whoever made it. */
export function hideSecrets(secrets: Readonly<Record<string, string | undefined>>): (text: string) => string {
  return (text) => {
    let hidden = text;
    for (const [name, value] of Object.entries(secrets)) if (value) hidden = hidden.replaceAll(value, `($${name})`);
    return hidden.replace(forms, '(secret)');
  };
}
