// What the library's errors say, in Chinese, as far as they can come up in a page: a pattern of the English text, and the
// Chinese one, in which $1, $2 stand for what the pattern has caught. The first that fits the whole text counts.

export type Phrases = readonly (readonly [english: RegExp, chinese: string])[];

/** A part in Chinese, if there is a phrase for it. */
export function phraseOf(part: string, phrases: Phrases): string | undefined {
  for (const [english, chinese] of phrases) {
    const match = new RegExp(`^(?:${english.source})$`).exec(part);
    if (match !== null) return chinese.replace(/\$(\d)/g, (_, group) => match[group] ?? "");
  }
  return undefined;
}

/** Where it happened. Names and paths stay as they are. */
export const placesZh: Phrases = [
  [/layer (\S+) "(\w+)"/, '第 $1 层 "$2"'],
  [/the header of (.+)/, "$1 的文件头"],
  [/tensor (.+) of (.+)/, "$2 中的张量 $1"],
  [/line (\d+), column (.+) of (.+)/, "$3 第 $1 行第 $2 列"],
  [/line (\d+) of (.+)/, "$2 第 $1 行"],
  [/(__metadata__|classes|streams) of (.+)/, "$2 的 $1"],
  [/([\w.]+) of (.+)/, "$2 的 $1"],
  [/([\w.]+) in (.+)/, "$2 的 $1"],
  [/mnist (\w+) images/, "mnist $1 图像"],
  [/mnist (\w+) labels/, "mnist $1 标签"],
  [/image/, "图像"],
];

/** What came. Numbers, shapes and quoted texts stay as they are. */
export const foundZh: Phrases = [
  [/nothing|none/, "没有"],
  [/one/, "一个"],
  [/no such tensor/, "没有这个张量"],
  [/no such metadata/, "没有这样的元数据"],
  [/no (?:kind|arrays|position)/, "没有"],
  [/no answer/, "没有回应"],
  [/no ink/, "没有墨迹"],
  [/status (\d+)/, "状态码 $1"],
  [/other bytes/, "其他字节"],
  [/other labels/, "其他标签"],
  [/more than that/, "比这更多"],
  [/damaged data \((.+)\)/, "损坏的数据（$1）"],
  [/the end of the text/, "文本已经结束"],
  [/only (.+)/, "只有 $1"],
  [/([\d,]+) bytes/, "$1 个字节"],
  [/([\d,]+) labels/, "$1 个标签"],
  [/([\d,]+) numbers/, "$1 个数"],
  [/([\d,]+) and ([\d,]+)/, "$1 和 $2"],
  [/a batch of (\d+)/, "一批 $1 个"],
  [/(.+) of ([\d,]+) samples/, "$2 个样本的 $1"],
  [/(\[[\d, ]+\]) on (\[[\d, ]+\])/, "在 $2 上的 $1"],
  [/(\[[\d, ]+\]) = (\d+) numbers/, "$1，即 $2 个数"],
  [/one from (\[[\d, ]+\]) to (\d+)(.*)/, "输入 $1、输出 $2 的网络$3"],
  [/a page where the browser turns it off/, "浏览器在这个页面上停用了它"],
];

/** What was expected. */
export const expectedZh: Phrases = [
  [/a whole number from (.+) to (.+)/, "$1 到 $2 的整数"],
  [/a number from (.+) to (.+)/, "$1 到 $2 的数"],
  [/a whole number(.*) and (.*)/, "整数$1 且 $2"],
  [/a whole number(.*)/, "整数$1"],
  [/a finite number(.*) and (.*)/, "有限的数$1 且 $2"],
  [/a finite number(.*)/, "有限的数$1"],
  [/one of (.+)/, "其中之一：$1"],
  [/a known (\w+)/, "已知的 $1"],
  [/the fields (.+)/, "字段 $1"],
  [/a setting of this experiment/, "这个实验的设置"],
  [/an object/, "一个对象"],
  [/a version/, "版本号"],
  [/a time(.*)/, "时间$1"],
  [/"chainrule-run"/, '"chainrule-run"'],
  [/a list of at least one layer/, "至少有一层的列表"],
  [/a list of 1 to 8 whole numbers ≥ 1/, "1 到 8 个不小于 1 的整数"],
  [/an image \[channels, height, width\]/, "图像 [通道, 高, 宽]"],
  [/a window no larger than its input, (.+) with the padding/, "窗口不大于输入（含填充为 $1）"],
  [/at most (\d+) outputs/, "最多 $1 个输出"],
  [/at most (\d+) weights/, "最多 $1 个权重"],
  [/at most (\d+) elements/, "最多 $1 个元素"],
  [/a flat input \[n\]/, "一维的输入 [n]"],
  [/at least (\d+) samples of (.+) in every training batch/, "每个训练批次至少 $1 个形状为 $2 的样本"],
  [/samples of the model's input (.+) = (\d+) numbers/, "符合模型输入 $1 的样本，即 $2 个数"],
  [/at most (\d+) classes, for (\d+) outputs/, "$2 个输出最多对应 $1 个类别"],
  [/a share of the samples, or a number of them from 1 to (\d+)/, "样本的比例，或 1 到 $1 的样本数"],
  [
    /a network that reads 28 × 28 pixels and gives the probabilities of ten digits/,
    "读取 28 × 28 像素并给出十个数字概率的网络",
  ],
  [
    /a safetensors file with "format": "(.+)" and the network's spec in its metadata/,
    '元数据里有 "format": "$1" 和网络结构的 safetensors 文件',
  ],
  [/at least (\d+) bytes/, "至少 $1 个字节"],
  [/a header of at most (\d+) bytes/, "最多 $1 个字节的文件头"],
  [/a JSON object, from its \{ on/, "以 { 开头的 JSON 对象"],
  [/an object with dtype, shape and data_offsets/, "带有 dtype、shape 和 data_offsets 的对象"],
  [/a dtype of (.+)/, "dtype 为 $1 之一"],
  [/a shape of whole numbers ≥ 0/, "由不小于 0 的整数组成的形状"],
  [/two whole numbers ≥ 0 as data_offsets/, "两个不小于 0 的整数作为 data_offsets"],
  [/data_offsets that rise, up to (\d+) at most/, "递增且不超过 $1 的 data_offsets"],
  [/(\d+) bytes for (\w+) (.+)/, "$2 $3 应占 $1 个字节"],
  [/its numbers to start at byte (\d+) of the data/, "它的数从数据的第 $1 个字节开始"],
  [/(\d+) bytes of data, as the header says/, "文件头所说的 $1 个字节数据"],
  [/floats of shape (.+), as the network's spec has it/, "网络结构所要求的形状为 $1 的浮点数"],
  [/a list of texts/, "文本的列表"],
  [/an object of texts/, "由文本组成的对象"],
  [/text in UTF-8/, "UTF-8 文本"],
  [/an IDX header of at least 4 bytes/, "至少 4 个字节的 IDX 文件头"],
  [/IDX bytes 00 00 08 and 1 to 8 dimensions/, "IDX 开头的字节 00 00 08 和 1 到 8 个维度"],
  [/a header of (\d+) bytes/, "$1 个字节的文件头"],
  [/(.+) = (\d+) values/, "$1 = $2 个值"],
  [/images of 3 dimensions and labels of 1/, "3 维的图像和 1 维的标签"],
  [/one label for each of (\d+) images/, "$1 幅图像各有一个标签"],
  [/labels from 0 to (\d+)/, "0 到 $1 的标签"],
  [/gzip of at most (\d+) bytes/, "最多 $1 个字节的 gzip"],
  [/the 70,000 digits, from `chainrule open`/, "来自 `chainrule open` 的 70,000 个数字"],
  [/the digits that come with the page/, "随页面提供的数字"],
  [/(\d+) bytes of pixels and labels from 0 to 9/, "$1 个字节的像素和 0 到 9 的标签"],
  [/Web Crypto/, "Web Crypto"],
  [
    /an engine with WebAssembly SIMD \(Node ≥ 16\.4, browsers since 2021 to 2023\)/,
    "支持 WebAssembly SIMD 的环境（Node ≥ 16.4，或 2021 至 2023 年以后的浏览器）",
  ],
];

/** What to do about it. */
export const remediesZh: Phrases = [
  [/Did you mean "(.+)"\?/, "是不是想写 “$1”？"],
  [/Choose one of: (.+)\./, "请从中选择：$1。"],
  [/There are: (.+)\./, "可用的有：$1。"],
  [/It has no settings\./, "它没有可改的设置。"],
  [/Its default is (.+)\./, "默认值是 $1。"],
  [/Remove it\./, "请删去它。"],
  [
    /Make the window smaller, add padding, or shrink the image less in the layers before\./,
    "请缩小窗口、增加填充，或者让前面的层少缩小一些图像。",
  ],
  [/Use fewer filters, less padding, or a larger stride\./, "请减少滤波器、减小填充，或增大步幅。"],
  [
    /Use input \[1, 28, 28\] for gray pictures of 28 × 28, and no flatten or dense layer before this one\./,
    "28 × 28 的灰度图请用输入 [1, 28, 28]，并且这一层之前不要有展平层或全连接层。",
  ],
  [/Use fewer units\./, "请减少神经元。"],
  [/Make the sample smaller\./, "请缩小样本。"],
  [/Put a \{ "kind": "flatten" \} layer before it\./, '请在它之前放一个 { "kind": "flatten" } 层。'],
  [
    /Use a larger batch size, or one that leaves no single sample over for the last batch\./,
    "请增大批大小，或者选一个不会让最后一批只剩一个样本的批大小。",
  ],
  [/Set the model's input to (.+)\./, "请把模型的输入设为 $1。"],
  [/Give the last layer (\d+) units\./, "请给最后一层 $1 个神经元。"],
  [
    /Choose it so that both parts have at least one sample: 0\.2, or 50\./,
    "请让两部分各至少有一个样本：例如 0.2，或 50。",
  ],
  [/Choose a model that was trained on MNIST\./, "请选择用 MNIST 训练出来的模型。"],
  [/Give a model\.safetensors that Chainrule has written\./, "请给出 Chainrule 写出的 model.safetensors。"],
  [
    /The file is damaged, or not a safetensors file: get it again from where it came\./,
    "文件已损坏，或者不是 safetensors 文件：请从来源处重新获取。",
  ],
  [/The file is damaged: get it again from where it came\./, "文件已损坏：请从来源处重新获取。"],
  [/Save it as F32\./, "请保存为 F32。"],
  [/Save the file as UTF-8\./, "请把文件保存为 UTF-8。"],
  [/Correct the JSON at this place\./, "请改正这里的 JSON。"],
  [/Fetch (?:it|the file) again\./, "请重新获取文件。"],
  [/Check that it is the right file\./, "请检查是不是这个文件。"],
  [/Give a file of unsigned bytes in IDX format\./, "请给出 IDX 格式的无符号字节文件。"],
  [
    /It is compressed with gzip: unpack it, or let its name end in \.gz\./,
    "它是 gzip 压缩的：请先解压，或让文件名以 .gz 结尾。",
  ],
  [/The file is cut short or damaged: fetch it again\./, "文件不完整或已损坏：请重新获取。"],
  [
    /The file has trailing bytes or damaged: fetch it again\./,
    "文件末尾有多余的字节，或已损坏：请重新获取。",
  ],
  [/Check that the image file and the label file are not swapped\./, "请检查图像文件和标签文件有没有弄反。"],
  [
    /Take both files from the same set: train with train, t10k with t10k\./,
    "两个文件要来自同一部分：train 配 train，t10k 配 t10k。",
  ],
  [/Check the labels and the classes\./, "请检查标签和类别。"],
  [
    /Run `chainrule data get mnist`, then `chainrule open`\. The 10,000 digits need neither\./,
    "请先运行 `chainrule data get mnist`，再运行 `chainrule open`。10,000 个数字的那一份不需要这些。",
  ],
  [
    /Load the page again; without a network, visit it once with one\./,
    "请重新加载页面；没有网络时，要先联网访问一次。",
  ],
  [/Build the workbench again\./, "请重新构建实验台。"],
  [/Put the record back as it was written, or begin a new run\./, "请恢复原来的记录，或者开始新的训练。"],
  [/Draw it larger or darker; the picture is blank\./, "请画得大一些或深一些；图上什么都没有。"],
  [
    /Open the page over https, from localhost, or from a file\./,
    "请通过 https、localhost 或本地文件打开页面。",
  ],
  [
    /Use a newer engine, or \{ backend: "reference" \}, which is slow but runs anywhere\./,
    "请使用更新的浏览器或 Node。",
  ],
];
