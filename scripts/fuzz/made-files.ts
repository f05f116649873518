import {
  app1Exif,
  app1Xmp,
  box,
  bytesOf,
  iTXt,
  jpeg,
  latin1Of,
  png,
  stealthPixels,
  tEXt,
  tiff,
  userComment,
  webp,
  zTXt,
} from './samples.ts'

const infotext = [
  'ink ridge at dusk, <lora:ink:0.7>',
  'Negative prompt: lowres, text',
  'Steps: 24, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890, Size: 512x768, Model hash: 0123456789, Model: ridge_v1, Version: v1.10.1',
].join('\n')

const graph = {
  3: {
    class_type: 'KSampler',
    inputs: {
      seed: 7,
      steps: 20,
      cfg: 7,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
      model: ['4', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
  },
  4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'ridge.safetensors' } },
  5: { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 } },
  6: { class_type: 'CLIPTextEncode', inputs: { text: 'ridge', clip: ['4', 1] } },
  7: { class_type: 'CLIPTextEncode', inputs: { text: 'blurry', clip: ['4', 1] } },
  8: { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  9: { class_type: 'SaveImage', inputs: { filename_prefix: 'x', images: ['8', 0] } },
}
const graphText = JSON.stringify(graph)
const label = JSON.stringify({ Label: '1', ContentProducer: '001191110102MACQD9K64010000', ProduceID: 'p' })
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2026-01-02T03:04:05+08:00"><TC260:AIGC>${label.replaceAll('"', '&quot;')}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`

/** One made file for every container and for the commonest records, by name. */
export function madeFiles(): Record<string, Uint8Array> {
  const comment = { 37510: userComment(infotext, 'be') }
  const exif = Buffer.concat([Buffer.alloc(4), tiff({ exif: comment })])
  return {
    'infotext.png': png([tEXt('parameters', infotext)]),
    'packed.png': png([], { after: [zTXt('parameters', infotext), iTXt('XML:com.adobe.xmp', xmp, true)] }),
    'graph.png': png([tEXt('prompt', graphText), ['eXIf', tiff({ exif: comment })]]),
    'stealth.png': png([], { width: 96, height: 96, rgba: stealthPixels(infotext, 'pngcomp', 96, 96) }),
    'infotext.jpg': jpeg([app1Exif({ exif: comment }), app1Xmp(xmp), [0xfe, bytesOf(infotext)]]),
    'infotext.webp': webp([
      ['EXIF', tiff({ exif: comment, littleEndian: true })],
      ['XMP ', bytesOf(xmp)],
    ]),
    'packed.jxl': Buffer.concat([
      box('JXL ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
      box('ftyp', latin1Of('jxl \0\0\0\0jxl ')),
      box('Exif', exif),
      box('xml ', bytesOf(xmp)),
    ]),
    'comment.gif': Buffer.concat([
      latin1Of('GIF89a\x08\0\x08\0\0\0\0'),
      latin1Of(`!\xfe${String.fromCharCode(200)}${infotext.slice(0, 200)}\0;`),
    ]),
    'workflow.json': bytesOf(graphText),
    'log.csv': bytesOf(
      'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt\n"a, b",1,512,512,Euler,7,20,1.png,\n',
    ),
    'invoke_log.txt': bytesOf('outputs/1.png: ridge -s 50 -S 1 -W 512 -H 512 -C 7.5 -A k_lms\n'),
    'log.html': bytesOf(
      `<html><p>Fooocus Log 2026 (private)</p><div id="1_png" class="image-container"><img src='1.png'><table class='metadata'><tr><td class='key'>Prompt</td><td class='value'>ridge</td></tr></table></div></html>`,
    ),
    'params.txt': bytesOf(infotext),
  }
}
