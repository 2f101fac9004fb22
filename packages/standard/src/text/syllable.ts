/** The syllables that Vietnamese spelling allows; the evidence that a converted text is Vietnamese. */
const onsets = 'ngh|ng|nh|gh|gi|g|kh|k|ch|c|tr|th|t|ph|qu|b|d|đ|h|l|m|n|r|s|v|x'

const rimes = [
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu',
  'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu',
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot',
  'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
  'u ua uân uâng uât uây uc ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu',
  'uê uêch uênh uơ uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yên yêm yêng yêt yêu',
]
  .join(' ')
  .split(' ')

/** After `qu` the glide is already written: rimes that may stand there. */
const afterQu =
  'a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăt ân âng ât ây e en eo et ê ên êt ênh i it ich inh y yên yêt ynh yt ơ ôc'
const plain = new RegExp(`^(?:${onsets})?(?:${rimes.join('|')})$`)
const glide = new RegExp(`^qu(?:${afterQu.split(' ').join('|')})$`)
const giWords = new RegExp(`^gi(?:${rimes.filter((r) => !/^[iu]/.test(r)).join('|')}|n|êng|êt|êm|ếc)?$`)
const stop = /(?:c|ch|p|t)$/

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

/** The word in NFC without its tone, and the tone mark(s) that it carried. */
export function splitTone(word: string): { readonly base: string; readonly tone: string } {
  const apart = word.normalize('NFD')
  const tone = apart.match(tones)?.join('') ?? ''
  return { base: tone === '' ? word.normalize('NFC') : apart.replace(tones, '').normalize('NFC'), tone }
}

/** True when a lower-case NFC word is spelled as a Vietnamese syllable (at most one tone; stops only sắc or nặng). */
export function isSyllable(word: string): boolean {
  const { base, tone } = splitTone(word)
  if (tone.length > 1) return false
  if (stop.test(base) && tone !== '\u0301' && tone !== '\u0323') return false
  return glide.test(base) || plain.test(base) || giWords.test(base)
}
