/**
 * Whether a prompt wants a Chinese translation before a court (民事诉讼法第七十三条, 民事证据规定第十七条): it holds
 * a foreign word outside the tags that name files. One rule, so that what is called missing can also be given.
 */
export function wantsTranslation(prompt: string | undefined): boolean {
  return prompt !== undefined && /\p{Script=Latin}{3}/u.test(prompt.replace(/<[^<>]{1,200}>/g, ''))
}
