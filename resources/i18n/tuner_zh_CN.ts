<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>actions</name>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Save profile</source>
            <translation>保存配置</translation>
        </message>
        <message>
            <source>Save profile as…</source>
            <translation>配置另存为…</translation>
        </message>
        <message>
            <source>Load profile…</source>
            <translation>加载配置…</translation>
        </message>
        <message>
            <source>New profile</source>
            <translation>新建配置</translation>
        </message>
        <message>
            <source>New from preset…</source>
            <translation>从预设新建…</translation>
        </message>
        <message>
            <source>Save picture…</source>
            <translation>保存图像…</translation>
        </message>
        <message>
            <source>Screenshot…</source>
            <translation>截图…</translation>
        </message>
        <message>
            <source>Reload</source>
            <translation>重新加载</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>打开文件夹…</translation>
        </message>
        <message>
            <source>Shoot in the virtual lab…</source>
            <translation>在虚拟实验室中拍摄…</translation>
        </message>
        <message>
            <source>Next raw</source>
            <translation>下一个 RAW</translation>
        </message>
        <message>
            <source>Previous raw</source>
            <translation>上一个 RAW</translation>
        </message>
        <message>
            <source>Layout of the dump…</source>
            <translation>转储布局…</translation>
        </message>
        <message>
            <source>Bin quad-Bayer 2 × 2</source>
            <translation>Quad-Bayer 2 × 2 合并</translation>
        </message>
        <message>
            <source>Next frame</source>
            <translation>下一帧</translation>
        </message>
        <message>
            <source>Previous frame</source>
            <translation>上一帧</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>State made before</source>
            <translation>上一个生成的状态</translation>
        </message>
        <message>
            <source>State made after</source>
            <translation>下一个生成的状态</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史记录</translation>
        </message>
        <message>
            <source>Copy parameters</source>
            <translation>复制参数</translation>
        </message>
        <message>
            <source>Paste parameters…</source>
            <translation>粘贴参数…</translation>
        </message>
        <message>
            <source>Find a parameter</source>
            <translation>查找参数</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>条件</translation>
        </message>
        <message>
            <source>The file's condition</source>
            <translation>文件的条件</translation>
        </message>
        <message>
            <source>Values under the condition…</source>
            <translation>此条件下的值…</translation>
        </message>
        <message>
            <source>Sweep…</source>
            <translation>参数扫描…</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <source>Raw</source>
            <translation>原始</translation>
        </message>
        <message>
            <source>Processed</source>
            <translation>处理后</translation>
        </message>
        <message>
            <source>Reference and processed</source>
            <translation>参考与处理后</translation>
        </message>
        <message>
            <source>Four panes</source>
            <translation>四个窗格</translation>
        </message>
        <message>
            <source>Behind four stages</source>
            <translation>四个阶段之后</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>划像对比</translation>
        </message>
        <message>
            <source>Turn the wipe</source>
            <translation>切换划像方向</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Kind of difference</source>
            <translation>差异类型</translation>
        </message>
        <message>
            <source>Amplify differences more</source>
            <translation>增大差异放大</translation>
        </message>
        <message>
            <source>Amplify differences less</source>
            <translation>减小差异放大</translation>
        </message>
        <message>
            <source>Flicker</source>
            <translation>闪烁对比</translation>
        </message>
        <message>
            <source>Without this stage</source>
            <translation>绕过此级</translation>
        </message>
        <message>
            <source>Picture behind this stage</source>
            <translation>此级之后的图像</translation>
        </message>
        <message>
            <source>What this stage changes</source>
            <translation>此级的改变</translation>
        </message>
        <message>
            <source>Take a snapshot</source>
            <translation>拍快照</translation>
        </message>
        <message>
            <source>Restore snapshot</source>
            <translation>恢复快照</translation>
        </message>
        <message>
            <source>Differing parameters…</source>
            <translation>参数差异…</translation>
        </message>
        <message>
            <source>Compare with profile…</source>
            <translation>与配置比较…</translation>
        </message>
        <message>
            <source>Compare with picture…</source>
            <translation>与图像比较…</translation>
        </message>
        <message>
            <source>Link the panes</source>
            <translation>联动窗格</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适应窗口</translation>
        </message>
        <message>
            <source>1:1</source>
            <translation>1:1</translation>
        </message>
        <message>
            <source>2:1</source>
            <translation>2:1</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Filmstrip</source>
            <translation>胶片条</translation>
        </message>
        <message>
            <source>Pictures alone</source>
            <translation>只看图片</translation>
        </message>
        <message>
            <source>Average in linear light</source>
            <translation>在线性光下平均</translation>
        </message>
        <message>
            <source>Display profile…</source>
            <translation>显示器配置文件…</translation>
        </message>
        <message>
            <source>Display sRGB</source>
            <translation>显示器 sRGB</translation>
        </message>
        <message>
            <source>CFA colours</source>
            <translation>CFA 颜色</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>灰度</translation>
        </message>
        <message>
            <source>R plane</source>
            <translation>R 平面</translation>
        </message>
        <message>
            <source>Gr plane</source>
            <translation>Gr 平面</translation>
        </message>
        <message>
            <source>Gb plane</source>
            <translation>Gb 平面</translation>
        </message>
        <message>
            <source>B plane</source>
            <translation>B 平面</translation>
        </message>
        <message>
            <source>Raw view brighter</source>
            <translation>原始视图变亮</translation>
        </message>
        <message>
            <source>Raw view darker</source>
            <translation>原始视图变暗</translation>
        </message>
        <message>
            <source>Scopes</source>
            <translation>示波图</translation>
        </message>
        <message>
            <source>Next scope</source>
            <translation>下一种示波图</translation>
        </message>
        <message>
            <source>Logarithmic scopes</source>
            <translation>对数示波</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Draw a region</source>
            <translation>绘制区域</translation>
        </message>
        <message>
            <source>Probe</source>
            <translation>取样</translation>
        </message>
        <message>
            <source>Pin the probe</source>
            <translation>固定取样点</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>放大镜</translation>
        </message>
        <message>
            <source>Loupe closer</source>
            <translation>放大镜倍率</translation>
        </message>
        <message>
            <source>Inspection point 1</source>
            <translation>检查点 1</translation>
        </message>
        <message>
            <source>Inspection point 2</source>
            <translation>检查点 2</translation>
        </message>
        <message>
            <source>Inspection point 3</source>
            <translation>检查点 3</translation>
        </message>
        <message>
            <source>Inspection point 4</source>
            <translation>检查点 4</translation>
        </message>
        <message>
            <source>Inspection point 5</source>
            <translation>检查点 5</translation>
        </message>
        <message>
            <source>Inspection point 6</source>
            <translation>检查点 6</translation>
        </message>
        <message>
            <source>Inspection point 7</source>
            <translation>检查点 7</translation>
        </message>
        <message>
            <source>Inspection point 8</source>
            <translation>检查点 8</translation>
        </message>
        <message>
            <source>Keep inspection point 1</source>
            <translation>保存检查点 1</translation>
        </message>
        <message>
            <source>Keep inspection point 2</source>
            <translation>保存检查点 2</translation>
        </message>
        <message>
            <source>Keep inspection point 3</source>
            <translation>保存检查点 3</translation>
        </message>
        <message>
            <source>Keep inspection point 4</source>
            <translation>保存检查点 4</translation>
        </message>
        <message>
            <source>Keep inspection point 5</source>
            <translation>保存检查点 5</translation>
        </message>
        <message>
            <source>Keep inspection point 6</source>
            <translation>保存检查点 6</translation>
        </message>
        <message>
            <source>Keep inspection point 7</source>
            <translation>保存检查点 7</translation>
        </message>
        <message>
            <source>Keep inspection point 8</source>
            <translation>保存检查点 8</translation>
        </message>
        <message>
            <source>Raw clipping</source>
            <translation>RAW 溢出</translation>
        </message>
        <message>
            <source>Output clipping</source>
            <translation>输出溢出</translation>
        </message>
        <message>
            <source>Zebra</source>
            <translation>斑马纹</translation>
        </message>
        <message>
            <source>Focus peaking</source>
            <translation>峰值对焦</translation>
        </message>
        <message>
            <source>Defect map</source>
            <translation>坏点图</translation>
        </message>
        <message>
            <source>Noise map</source>
            <translation>噪声图</translation>
        </message>
        <message>
            <source>Dark surround</source>
            <translation>深色背景</translation>
        </message>
        <message>
            <source>Middle grey surround</source>
            <translation>中灰背景</translation>
        </message>
        <message>
            <source>White surround</source>
            <translation>白色背景</translation>
        </message>
        <message>
            <source>Black surround</source>
            <translation>黑色背景</translation>
        </message>
        <message>
            <source>Preferences…</source>
            <translation>首选项…</translation>
        </message>
        <message>
            <source>Keyboard shortcuts…</source>
            <translation>键盘快捷键…</translation>
        </message>
        <message>
            <source>Read the whole message</source>
            <translation>阅读完整消息</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>快捷键一览</translation>
        </message>
    </context>
    <context>
        <name>groups</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Raw view</source>
            <translation>原始视图</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>窗口</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>In the panes</source>
            <translation>在图像窗格中</translation>
        </message>
        <message>
            <source>Sensor</source>
            <translation>传感器</translation>
        </message>
        <message>
            <source>mosaic · linear</source>
            <translation>马赛克 · 线性</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation>场景</translation>
        </message>
        <message>
            <source>camera RGB · linear</source>
            <translation>相机 RGB · 线性</translation>
        </message>
        <message>
            <source>Display</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>linear to coded RGB</source>
            <translation>线性到编码 RGB</translation>
        </message>
        <message>
            <source>Luma · chroma</source>
            <translation>亮度 · 色度</translation>
        </message>
        <message>
            <source>Y′CbCr</source>
            <translation>Y′CbCr</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>coded RGB, 0 to 1</source>
            <translation>编码 RGB，0 到 1</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>of all stages</source>
            <translation>所有处理级</translation>
        </message>
    </context>
    <context>
        <name>gestures</name>
        <message>
            <source>Wheel</source>
            <translation>滚轮</translation>
        </message>
        <message>
            <source>Zoom at the pointer</source>
            <translation>以指针处为中心缩放</translation>
        </message>
        <message>
            <source>Drag, arrow keys</source>
            <translation>拖动、方向键</translation>
        </message>
        <message>
            <source>Move the picture</source>
            <translation>移动图像</translation>
        </message>
        <message>
            <source>Alt and drag, Ctrl and arrow keys</source>
            <translation>Alt + 拖动，Ctrl + 方向键</translation>
        </message>
        <message>
            <source>Move one picture, or the edge of a wipe</source>
            <translation>移动一幅图像或划像边缘</translation>
        </message>
        <message>
            <source>Click a name, right click</source>
            <translation>点击名称，右键单击</translation>
        </message>
        <message>
            <source>Another picture in its place</source>
            <translation>在此处显示另一幅图像</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>双击</translation>
        </message>
        <message>
            <source>Fit or 1:1</source>
            <translation>适应窗口或 1:1</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Leave region or eyedropper</source>
            <translation>退出区域或吸管选择</translation>
        </message>
    </context>
    <context>
        <name>stages</name>
        <message>
            <source>Black level</source>
            <translation>黑电平</translation>
        </message>
        <message>
            <source>Linearization</source>
            <translation>线性化</translation>
        </message>
        <message>
            <source>Defects</source>
            <translation>坏点校正</translation>
        </message>
        <message>
            <source>Green balance</source>
            <translation>绿平衡</translation>
        </message>
        <message>
            <source>Raw denoise</source>
            <translation>RAW 降噪</translation>
        </message>
        <message>
            <source>Lens shading</source>
            <translation>镜头阴影校正</translation>
        </message>
        <message>
            <source>White balance</source>
            <translation>白平衡</translation>
        </message>
        <message>
            <source>Demosaic</source>
            <translation>去马赛克</translation>
        </message>
        <message>
            <source>Monochrome</source>
            <translation>单色</translation>
        </message>
        <message>
            <source>Highlights</source>
            <translation>高光</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>曝光</translation>
        </message>
        <message>
            <source>Colour matrix</source>
            <translation>色彩校正矩阵</translation>
        </message>
        <message>
            <source>Local tone</source>
            <translation>局部色调</translation>
        </message>
        <message>
            <source>Tone curve</source>
            <translation>色调曲线</translation>
        </message>
        <message>
            <source>Encode</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>Luma and chroma</source>
            <translation>亮度与色度</translation>
        </message>
        <message>
            <source>Luma denoise</source>
            <translation>亮度降噪</translation>
        </message>
        <message>
            <source>Chroma denoise</source>
            <translation>色度降噪</translation>
        </message>
        <message>
            <source>Sharpen</source>
            <translation>锐化</translation>
        </message>
        <message>
            <source>Local contrast</source>
            <translation>局部对比度</translation>
        </message>
        <message>
            <source>Colour adjust</source>
            <translation>色彩调整</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
    </context>
    <context>
        <name>parameters</name>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>红</translation>
        </message>
        <message>
            <source>Green R</source>
            <translation>绿 R</translation>
        </message>
        <message>
            <source>Green B</source>
            <translation>绿 B</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <source>White</source>
            <translation>白电平</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>饱和电平</translation>
        </message>
        <message>
            <source>Saturation red</source>
            <translation>红饱和电平</translation>
        </message>
        <message>
            <source>Saturation green</source>
            <translation>绿饱和电平</translation>
        </message>
        <message>
            <source>Saturation blue</source>
            <translation>蓝饱和电平</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Hot</source>
            <translation>亮点</translation>
        </message>
        <message>
            <source>Cold</source>
            <translation>暗点</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>Relative</source>
            <translation>相对阈值</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>保护</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>A</source>
            <translation>A</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <source>K2</source>
            <translation>K2</translation>
        </message>
        <message>
            <source>K4</source>
            <translation>K4</translation>
        </message>
        <message>
            <source>K6</source>
            <translation>K6</translation>
        </message>
        <message>
            <source>Gains</source>
            <translation>增益</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>色温</translation>
        </message>
        <message>
            <source>Tint</source>
            <translation>色调偏移</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Domain</source>
            <translation>工作域</translation>
        </message>
        <message>
            <source>Knee</source>
            <translation>拐点</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>EV</source>
            <translation>EV</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>基准</translation>
        </message>
        <message>
            <source>Baseline EV</source>
            <translation>基准 EV</translation>
        </message>
        <message>
            <source>Matrix</source>
            <translation>矩阵</translation>
        </message>
        <message>
            <source>Keep white</source>
            <translation>保持白点</translation>
        </message>
        <message>
            <source>Primaries</source>
            <translation>原色</translation>
        </message>
        <message>
            <source>Shadows</source>
            <translation>阴影</translation>
        </message>
        <message>
            <source>Highlights</source>
            <translation>高光</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>Base</source>
            <translation>基础曲线</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>对比度</translation>
        </message>
        <message>
            <source>Toe</source>
            <translation>趾部</translation>
        </message>
        <message>
            <source>Shoulder</source>
            <translation>肩部</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>黑点</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>传递函数</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>标准</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Radius</source>
            <translation>半径</translation>
        </message>
        <message>
            <source>Sigmas</source>
            <translation>σ 倍数</translation>
        </message>
        <message>
            <source>Edge</source>
            <translation>边缘</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Sigma</source>
            <translation>Sigma</translation>
        </message>
        <message>
            <source>Overshoot</source>
            <translation>过冲</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>区域数</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>色相</translation>
        </message>
    </context>
    <context>
        <name>choices</name>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>manual</source>
            <translation>手动</translation>
        </message>
        <message>
            <source>radial</source>
            <translation>径向</translation>
        </message>
        <message>
            <source>grid</source>
            <translation>网格</translation>
        </message>
        <message>
            <source>gains</source>
            <translation>增益</translation>
        </message>
        <message>
            <source>temperature</source>
            <translation>色温</translation>
        </message>
        <message>
            <source>bilinear</source>
            <translation>双线性</translation>
        </message>
        <message>
            <source>malvar</source>
            <translation>Malvar</translation>
        </message>
        <message>
            <source>gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>root</source>
            <translation>平方根</translation>
        </message>
        <message>
            <source>clip</source>
            <translation>截断</translation>
        </message>
        <message>
            <source>reconstruct</source>
            <translation>重建</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>rec709</source>
            <translation>Rec. 709</translation>
        </message>
        <message>
            <source>display p3</source>
            <translation>Display P3</translation>
        </message>
        <message>
            <source>rec2020</source>
            <translation>Rec. 2020</translation>
        </message>
        <message>
            <source>channel</source>
            <translation>逐通道</translation>
        </message>
        <message>
            <source>luminance</source>
            <translation>亮度</translation>
        </message>
        <message>
            <source>srgb</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <source>gamma22</source>
            <translation>gamma 2.2</translation>
        </message>
        <message>
            <source>601</source>
            <translation>601</translation>
        </message>
        <message>
            <source>709</source>
            <translation>709</translation>
        </message>
        <message>
            <source>bilateral</source>
            <translation>双边滤波</translation>
        </message>
        <message>
            <source>nlm</source>
            <translation>NLM</translation>
        </message>
    </context>
    <context>
        <name>parameters local_tone</name>
        <message>
            <source>Edge</source>
            <translation>边缘阈值</translation>
        </message>
    </context>
    <context>
        <name>parameters tone_curve</name>
        <message>
            <source>White</source>
            <translation>白点</translation>
        </message>
    </context>
    <context>
        <name>parameters color_adjust</name>
        <message>
            <source>Saturation</source>
            <translation>饱和度</translation>
        </message>
    </context>
    <context>
        <name>solvers</name>
        <message>
            <source>Black from masked columns</source>
            <translation>由遮光列测黑电平</translation>
        </message>
        <message>
            <source>Find saturation level</source>
            <translation>查找饱和电平</translation>
        </message>
        <message>
            <source>Grey world</source>
            <translation>灰度世界</translation>
        </message>
        <message>
            <source>Grey region</source>
            <translation>灰色区域</translation>
        </message>
        <message>
            <source>Auto exposure</source>
            <translation>自动曝光</translation>
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>Start</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>Paste parameters</source>
            <translation>粘贴参数</translation>
        </message>
        <message>
            <source>Reset {name}</source>
            <translation>重置 {name}</translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation>打开 {name}</translation>
        </message>
        <message>
            <source>Load {name}</source>
            <translation>加载 {name}</translation>
        </message>
        <message>
            <source>Snapshot {name}</source>
            <translation>快照 {name}</translation>
        </message>
        <message>
            <source>Sweep {name}</source>
            <translation>参数扫描 {name}</translation>
        </message>
        <message>
            <source>Table over ISO</source>
            <translation>随 ISO 的表</translation>
        </message>
        <message>
            <source>Table over CCT</source>
            <translation>随色温的表</translation>
        </message>
        <message>
            <source>Table over Lux</source>
            <translation>随照度的表</translation>
        </message>
        <message>
            <source>New knot</source>
            <translation>新节点</translation>
        </message>
        <message>
            <source>Knot removed</source>
            <translation>已删除节点</translation>
        </message>
        <message>
            <source>Back to the layer below</source>
            <translation>恢复为下层的值</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Default condition</source>
            <translation>默认条件</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Reload</source>
            <translation>重新加载</translation>
        </message>
        <message>
            <source>Overwrite</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Give back</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>放弃</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>稍后</translation>
        </message>
        <message>
            <source>ISO</source>
            <translation>ISO</translation>
        </message>
        <message>
            <source>CCT</source>
            <translation>色温</translation>
        </message>
        <message>
            <source>Lux</source>
            <translation>照度</translation>
        </message>
        <message>
            <source>Raw file</source>
            <translation>RAW 文件</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>拍摄条件</translation>
        </message>
        <message>
            <source>Probe</source>
            <translation>取样</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Compiling</source>
            <translation>编译</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Exactness</source>
            <translation>精确度</translation>
        </message>
        <message>
            <source>Render time</source>
            <translation>渲染时间</translation>
        </message>
        <message>
            <source>Picture size</source>
            <translation>图像尺寸</translation>
        </message>
        <message>
            <source>Cache</source>
            <translation>缓存</translation>
        </message>
        <message>
            <source>Display profile</source>
            <translation>显示器配置文件</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>Dismiss the message</source>
            <translation>关闭消息</translation>
        </message>
        <message>
            <source>on</source>
            <translation>开</translation>
        </message>
        <message>
            <source>menu</source>
            <translation>菜单</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>未保存的更改</translation>
        </message>
        <message>
            <source>Changed on disk</source>
            <translation>磁盘上已更改</translation>
        </message>
        <message>
            <source>Unsaved work</source>
            <translation>未保存的工作</translation>
        </message>
        <message>
            <source>On disk → here:</source>
            <translation>磁盘上 → 此处：</translation>
        </message>
        <message>
            <source>Nothing differs.</source>
            <translation>没有差异。</translation>
        </message>
        <message>
            <source>Differences between tunings</source>
            <translation>调校之间的差异</translation>
        </message>
        <message>
            <source>Differing parameters</source>
            <translation>有差异的参数</translation>
        </message>
        <message>
            <source>First tuning</source>
            <translation>第一组调校</translation>
        </message>
        <message>
            <source>Second tuning</source>
            <translation>第二组调校</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>处理级</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Paste from {name}…</source>
            <translation>从{name}粘贴…</translation>
        </message>
        <message>
            <source>table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Filmstrip</source>
            <translation>胶片条</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>帧</translation>
        </message>
        <message>
            <source>frame {number} of {count}</source>
            <translation>第 {number} 帧，共 {count} 帧</translation>
        </message>
        <message>
            <source>current state</source>
            <translation>当前状态</translation>
        </message>
        <message>
            <source>Press the new key</source>
            <translation>请按新的按键</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>新按键</translation>
        </message>
        <message>
            <source>Find an action or a key</source>
            <translation>查找操作或按键</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>操作及其按键</translation>
        </message>
        <message>
            <source>In force at once, and remembered.</source>
            <translation>立即生效，并已记住。</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>全部重置</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>Built in</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>knots</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Noise-free picture as well</source>
            <translation>同时保存无噪声图像</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation>场景</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>相机</translation>
        </message>
        <message>
            <source>Lens</source>
            <translation>镜头</translation>
        </message>
        <message>
            <source>Burst</source>
            <translation>连拍</translation>
        </message>
        <message>
            <source>Shoot…</source>
            <translation>拍摄…</translation>
        </message>
        <message>
            <source>Curve over the condition</source>
            <translation>随条件变化的曲线</translation>
        </message>
        <message>
            <source>Axis</source>
            <translation>轴</translation>
        </message>
        <message>
            <source>A few letters of an action</source>
            <translation>输入操作名称中的几个字</translation>
        </message>
        <message>
            <source>Actions found</source>
            <translation>找到的操作</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Size of text and controls</source>
            <translation>文字与控件大小</translation>
        </message>
        <message>
            <source>Both count when the window is opened again.</source>
            <translation>重新打开窗口后生效。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Compare…</source>
            <translation>比较…</translation>
        </message>
        <message>
            <source>What is being done</source>
            <translation>正在进行的工作</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>快照</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>All actions</source>
            <translation>所有操作</translation>
        </message>
        <message>
            <source>Raw view gain</source>
            <translation>原始视图增益</translation>
        </message>
        <message>
            <source>Present</source>
            <translation>当前</translation>
        </message>
        <message>
            <source>Values under the condition</source>
            <translation>此条件下的值</translation>
        </message>
        <message>
            <source>Which parameters</source>
            <translation>哪些参数</translation>
        </message>
        <message>
            <source>{count} knots</source>
            <translation>{count} 个节点</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>采用</translation>
        </message>
        <message>
            <source>compiling kernels {done}/{total}</source>
            <translation>正在编译内核 {done}/{total}</translation>
        </message>
        <message>
            <source>display {name}</source>
            <translation>显示器 {name}</translation>
        </message>
        <message>
            <source>fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>the same tuning</source>
            <translation>相同的调校</translation>
        </message>
        <message>
            <source>1 parameter differs</source>
            <translation>1 个参数不同</translation>
        </message>
        <message>
            <source>{count} parameters differ</source>
            <translation>{count} 个参数不同</translation>
        </message>
        <message>
            <source>table over {axes} ({count})</source>
            <translation>随 {axes} 的表（{count}）</translation>
        </message>
    </context>
    <context>
        <name>under</name>
        <message>
            <source>differs here</source>
            <translation>此处不同</translation>
        </message>
        <message>
            <source>depends on the condition</source>
            <translation>取决于条件</translation>
        </message>
        <message>
            <source>not the default</source>
            <translation>非默认</translation>
        </message>
        <message>
            <source>own layer</source>
            <translation>本层</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>此处</translation>
        </message>
        <message>
            <source>Default condition</source>
            <translation>默认条件</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>随</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>{count} of {all} parameters</source>
            <translation>{count} / {all} 个参数</translation>
        </message>
    </context>
    <context>
        <name>editors</name>
        <message>
            <source>row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>knot {number} of {count}</source>
            <translation>节点 {number}/{count}</translation>
        </message>
        <message>
            <source>input levels</source>
            <translation>输入电平</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>{columns} × {rows} cells, mean</source>
            <translation>{columns} × {rows} 格，均值</translation>
        </message>
        <message>
            <source>Import a table</source>
            <translation>导入表格</translation>
        </message>
    </context>
    <context>
        <name>kinds</name>
        <message>
            <source>Raw files, profiles, pictures</source>
            <translation>RAW 文件、配置、图像</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>ICC profiles</source>
            <translation>ICC 配置文件</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>PNG, 8 bit</source>
            <translation>PNG，8 位</translation>
        </message>
        <message>
            <source>PNG, 16 bit</source>
            <translation>PNG，16 位</translation>
        </message>
        <message>
            <source>TIFF, 8 bit</source>
            <translation>TIFF，8 位</translation>
        </message>
        <message>
            <source>TIFF, 16 bit</source>
            <translation>TIFF，16 位</translation>
        </message>
        <message>
            <source>TIFF, 32 bit float</source>
            <translation>TIFF，32 位浮点</translation>
        </message>
        <message>
            <source>JPEG</source>
            <translation>JPEG</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>surround</source>
            <translation>背景</translation>
        </message>
    </context>
    <context>
        <name>sweep</name>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Overshoot</source>
            <translation>过冲</translation>
        </message>
        <message>
            <source>DE2000</source>
            <translation>DE2000</translation>
        </message>
        <message>
            <source>320 × 240 in the middle</source>
            <translation>中央 320 × 240</translation>
        </message>
        <message>
            <source>480 × 360 in the middle</source>
            <translation>中央 480 × 360</translation>
        </message>
        <message>
            <source>960 × 720 in the middle</source>
            <translation>中央 960 × 720</translation>
        </message>
        <message>
            <source>all that is seen</source>
            <translation>全部可见区域</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>from</source>
            <translation>从</translation>
        </message>
        <message>
            <source>to</source>
            <translation>到</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>步</translation>
        </message>
        <message>
            <source>values</source>
            <translation>取值</translation>
        </message>
        <message>
            <source>in</source>
            <translation>分</translation>
        </message>
        <message>
            <source>fine detail of the crop</source>
            <translation>裁切区的细节</translation>
        </message>
        <message>
            <source>in the flattest patch</source>
            <translation>在最平坦的区域</translation>
        </message>
        <message>
            <source>Save sheet…</source>
            <translation>保存拼图…</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>横向</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>纵向</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>Where noise is measured</source>
            <translation>噪声测量位置</translation>
        </message>
        <message>
            <source>Tiles</source>
            <translation>图块</translation>
        </message>
        <message>
            <source>Choose a parameter and its values; Sweep renders the crop once for each.</source>
            <translation>选择参数及其取值；裁剪区域将按每个取值各渲染一次。</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>参考图像</translation>
        </message>
    </context>
    <context>
        <name>sentences</name>
        <message>
            <source>it is a folder</source>
            <translation>这是一个文件夹</translation>
        </message>
        <message>
            <source>it is not a regular file</source>
            <translation>这不是普通文件</translation>
        </message>
        <message>
            <source>it is a folder, where a dump's sidecar would stand</source>
            <translation>它是文件夹，而此处应为转储的附属文件</translation>
        </message>
        <message>
            <source>it is not a regular file, where a dump's sidecar would stand</source>
            <translation>它不是普通文件，而此处应为转储的附属文件</translation>
        </message>
        <message>
            <source>it is a link that leads nowhere</source>
            <translation>它是一个失效的链接</translation>
        </message>
        <message>
            <source>the file is write-protected</source>
            <translation>文件已写保护</translation>
        </message>
        <message>
            <source>no file can have this name</source>
            <translation>文件名无效</translation>
        </message>
        <message>
            <source>it is larger than {} MiB, too large for {}</source>
            <translation>大于 {} MiB，作为{}过大</translation>
        </message>
        <message>
            <source>it cannot be written ({})</source>
            <translation>无法写入（{}）</translation>
        </message>
        <message>
            <source>it belongs to {}, which is another shot</source>
            <translation>它属于 {}，那是另一次拍摄</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>文件不存在</translation>
        </message>
        <message>
            <source>you may not read it</source>
            <translation>没有读取权限</translation>
        </message>
        <message>
            <source>it cannot be read ({})</source>
            <translation>无法读取（{}）</translation>
        </message>
        <message>
            <source>holds {}, which is not supported yet</source>
            <translation>包含尚不支持的内容（{}）</translation>
        </message>
        <message>
            <source>has no header of a raw file (it may be a bare sensor dump, whose geometry is not known)</source>
            <translation>没有 RAW 文件头（可能是几何尺寸未知的传感器裸数据）</translation>
        </message>
        <message>
            <source>ends after {} bytes where {} x {} in {} takes {} bytes ({})</source>
            <translation>仅有 {} 字节，而 {} x {} 的 {} 需要 {} 字节（{}）</translation>
        </message>
        <message>
            <source>holds {} bytes, {} more than expected: {} x {} in {} takes {} bytes ({})</source>
            <translation>有 {} 字节，比预期多 {}：{} x {} 的 {} 需要 {} 字节（{}）</translation>
        </message>
        <message>
            <source>holds samples up to {}, more than the {} bits of its layout</source>
            <translation>样本值高达 {}，超出布局的 {} 位</translation>
        </message>
        <message>
            <source>A sensor dump states no white balance; gains of 1 are taken.</source>
            <translation>传感器转储未说明白平衡；采用增益 1。</translation>
        </message>
        <message>
            <source>The depth is judged by the pixels: {} bits.</source>
            <translation>位深由像素判断：{} 位。</translation>
        </message>
        <message>
            <source>Levels are judged by the pixels: black {}, white {}.</source>
            <translation>电平由像素判断：黑 {}，白 {}。</translation>
        </message>
        <message>
            <source>Guessed, as neither flags, sidecar nor name say it ({} sure): {}.</source>
            <translation>参数、附属文件和文件名均未说明，猜测（把握 {}）：{}。</translation>
        </message>
        <message>
            <source>The file holds {} frames; this is frame {}.</source>
            <translation>文件含 {} 帧；这是第 {} 帧。</translation>
        </message>
        <message>
            <source>Quad-Bayer: remosaiced to {} x {} Bayer samples.</source>
            <translation>Quad-Bayer：已重排为 {} x {} 个 Bayer 样本。</translation>
        </message>
        <message>
            <source>Quad-Bayer: binned 2x2 from {} x {} to {} x {}.</source>
            <translation>Quad-Bayer：2x2 合并，{} x {} → {} x {}。</translation>
        </message>
        <message>
            <source>X-Trans: binned from {} x {} to {} x {}, in which it is shown.</source>
            <translation>X-Trans：由 {} x {} 合并为 {} x {} 显示。</translation>
        </message>
        <message>
            <source>ends after {} bytes where it needs {} or more</source>
            <translation>在 {} 字节后结束，而至少需要 {} 字节</translation>
        </message>
        <message>
            <source>its pixels are compressed with {}, which is not supported yet</source>
            <translation>像素以 {} 压缩，尚不支持</translation>
        </message>
        <message>
            <source>holds a picture of {} x {} pixels</source>
            <translation>包含 {} x {} 像素的图像</translation>
        </message>
        <message>
            <source>claims {} x {} pixels, more than the {} megapixels that are opened</source>
            <translation>声称有 {} x {} 像素，超过可打开的 {} 百万像素</translation>
        </message>
        <message>
            <source>its pixels do not fit in memory</source>
            <translation>像素数据超出内存</translation>
        </message>
        <message>
            <source>does not fit in memory</source>
            <translation>超出内存</translation>
        </message>
        <message>
            <source>it does not fit into memory</source>
            <translation>超出内存</translation>
        </message>
        <message>
            <source>its pixels are damaged or cut short</source>
            <translation>像素数据损坏或不完整</translation>
        </message>
        <message>
            <source>is a TIFF picture without raw pixels, or a raw of an unknown kind</source>
            <translation>是不含 RAW 像素的 TIFF 图像，或未知种类的 RAW</translation>
        </message>
        <message>
            <source>is a video or HEIF picture, not a raw file</source>
            <translation>是视频或 HEIF 图像，不是 RAW 文件</translation>
        </message>
        <message>
            <source>is cut short or a raw of a kind that LibRaw does not know</source>
            <translation>文件不完整，或是 LibRaw 不认识的 RAW 种类</translation>
        </message>
        <message>
            <source>is a {}, not a raw file</source>
            <translation>是 {}，不是 RAW 文件</translation>
        </message>
        <message>
            <source>pictures cannot be written as '{}'</source>
            <translation>图像无法写为“{}”格式</translation>
        </message>
        <message>
            <source>this format holds at most {} pixels a side</source>
            <translation>此格式每边最多 {} 像素</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>文件已损坏</translation>
        </message>
        <message>
            <source>it is larger than {} MiB, too large for a profile</source>
            <translation>大于 {} MiB，作为配置过大</translation>
        </message>
        <message>
            <source>its arrays are nested too deeply</source>
            <translation>数组嵌套过深</translation>
        </message>
        <message>
            <source>it is not valid TOML ({})</source>
            <translation>不是有效的 TOML（{}）</translation>
        </message>
        <message>
            <source>a number in it has too many digits</source>
            <translation>其中的数字位数过多</translation>
        </message>
        <message>
            <source>a key in it has more than {} parts</source>
            <translation>其中有一个键的部分超过 {} 个</translation>
        </message>
        <message>
            <source>it is not a profile of ISP Tuner, which begins with 'schema = {}'</source>
            <translation>不是 ISP Tuner 的配置（应以“schema = {}”开头）</translation>
        </message>
        <message>
            <source>it changed on disk meanwhile</source>
            <translation>它在磁盘上已更改</translation>
        </message>
        <message>
            <source>the layers go round in a circle ({})</source>
            <translation>各层形成循环（{}）</translation>
        </message>
        <message>
            <source>it extends {}, which leads out of its folder</source>
            <translation>它扩展 {}，该路径超出其文件夹</translation>
        </message>
        <message>
            <source>it extends {}, which is no profile's name</source>
            <translation>它扩展 {}，这不是配置文件名</translation>
        </message>
        <message>
            <source>it extends {}, which is not to be found from there</source>
            <translation>它扩展 {}，从那里找不到</translation>
        </message>
        <message>
            <source>save it in the folder it was read from</source>
            <translation>请保存到读取它的文件夹</translation>
        </message>
        <message>
            <source>is empty (0 bytes)</source>
            <translation>是空文件（0 字节）</translation>
        </message>
        <message>
            <source>is larger than {} GiB</source>
            <translation>大于 {} GiB</translation>
        </message>
        <message>
            <source>is a folder</source>
            <translation>是文件夹</translation>
        </message>
        <message>
            <source>is not a regular file</source>
            <translation>不是普通文件</translation>
        </message>
        <message>
            <source>does not exist</source>
            <translation>不存在</translation>
        </message>
        <message>
            <source>may not be read by this user</source>
            <translation>当前用户没有读取权限</translation>
        </message>
        <message>
            <source>cannot be read ({})</source>
            <translation>无法读取（{}）</translation>
        </message>
        <message>
            <source>states a black level of {}, above all its pixels</source>
            <translation>声称黑电平为 {}，高于其所有像素</translation>
        </message>
        <message>
            <source>its settings do not fit: {}</source>
            <translation>其设置不适用：{}</translation>
        </message>
        <message>
            <source>this picture carries no state of a tuning</source>
            <translation>该图像不含调校状态</translation>
        </message>
        <message>
            <source>it is not an ICC profile of an RGB display that can be used</source>
            <translation>不是可用的 RGB 显示器 ICC 配置文件</translation>
        </message>
        <message>
            <source>give the name of a file</source>
            <translation>请给出文件名</translation>
        </message>
        <message>
            <source>give the name of {}</source>
            <translation>请给出{}的文件名</translation>
        </message>
        <message>
            <source>choose another name or change its permissions</source>
            <translation>请换一个文件名或更改其权限</translation>
        </message>
        <message>
            <source>choose another name, or delete both</source>
            <translation>请选择其他名称，或将两者都删除</translation>
        </message>
        <message>
            <source>delete it or give it another name</source>
            <translation>请删除它或将其改名</translation>
        </message>
        <message>
            <source>check the name</source>
            <translation>请检查文件名</translation>
        </message>
        <message>
            <source>choose another file</source>
            <translation>请选择其他文件</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>请换一个文件名</translation>
        </message>
        <message>
            <source>choose another place</source>
            <translation>请选择其他位置</translation>
        </message>
        <message>
            <source>check the name and the folder</source>
            <translation>请检查文件名和文件夹</translation>
        </message>
        <message>
            <source>change its permissions or choose another file</source>
            <translation>请更改其权限或选择其他文件</translation>
        </message>
        <message>
            <source>check the disk or choose another file</source>
            <translation>请检查磁盘或选择其他文件</translation>
        </message>
        <message>
            <source>open a file from a Bayer sensor, or develop this one elsewhere</source>
            <translation>请打开 Bayer 传感器的文件，或用其他软件处理此文件</translation>
        </message>
        <message>
            <source>open the raw file that the camera wrote</source>
            <translation>请打开相机写出的 RAW 文件</translation>
        </message>
        <message>
            <source>copy it again from the card or camera</source>
            <translation>请从存储卡或相机重新复制</translation>
        </message>
        <message>
            <source>copy it again from the card or camera, or convert it to DNG</source>
            <translation>请从存储卡或相机重新复制，或转换为 DNG</translation>
        </message>
        <message>
            <source>convert it to a losslessly compressed DNG</source>
            <translation>请转换为无损压缩的 DNG</translation>
        </message>
        <message>
            <source>close other programs or open a smaller raw file</source>
            <translation>请关闭其他程序或打开较小的 RAW 文件</translation>
        </message>
        <message>
            <source>close other programs or open a smaller file</source>
            <translation>请关闭其他程序或打开较小的文件</translation>
        </message>
        <message>
            <source>close other programs or choose a smaller picture</source>
            <translation>请关闭其他程序或选择较小的图像</translation>
        </message>
        <message>
            <source>end the name in .png, .jpg or .tif</source>
            <translation>请以 .png、.jpg 或 .tif 结尾命名</translation>
        </message>
        <message>
            <source>write a .png or .tif, or crop it</source>
            <translation>请写为 .png 或 .tif，或裁剪图像</translation>
        </message>
        <message>
            <source>write a .png or .tif</source>
            <translation>请写为 .png 或 .tif</translation>
        </message>
        <message>
            <source>choose a PNG, JPEG or TIFF picture</source>
            <translation>请选择 PNG、JPEG 或 TIFF 图像</translation>
        </message>
        <message>
            <source>copy it again, or choose a PNG, JPEG or TIFF picture</source>
            <translation>请重新复制，或选择 PNG、JPEG 或 TIFF 图像</translation>
        </message>
        <message>
            <source>correct the file or save the profile again</source>
            <translation>请更正文件或重新保存配置</translation>
        </message>
        <message>
            <source>update ISP Tuner</source>
            <translation>请更新 ISP Tuner</translation>
        </message>
        <message>
            <source>copy it to another disk and try again</source>
            <translation>请复制到其他磁盘后重试</translation>
        </message>
        <message>
            <source>open a single raw picture</source>
            <translation>请打开单张 RAW 图像</translation>
        </message>
        <message>
            <source>choose a raw file in it</source>
            <translation>请选择其中的 RAW 文件</translation>
        </message>
        <message>
            <source>choose a raw file</source>
            <translation>请选择 RAW 文件</translation>
        </message>
        <message>
            <source>change its permissions</source>
            <translation>请更改其权限</translation>
        </message>
        <message>
            <source>open another raw file</source>
            <translation>请打开其他 RAW 文件</translation>
        </message>
        <message>
            <source>open it with the version that wrote it</source>
            <translation>请用写出它的版本打开</translation>
        </message>
        <message>
            <source>open a raw file, or a picture that was saved here</source>
            <translation>请打开 RAW 文件，或在本程序中保存的图像</translation>
        </message>
        <message>
            <source>The ActiveArea tag does not fit the raw pixels; all of them are shown.</source>
            <translation>ActiveArea 标签与 RAW 像素不符；显示全部像素。</translation>
        </message>
        <message>
            <source>The BlackLevel tag holds what is no level from 0 to {}; 0 is taken.</source>
            <translation>BlackLevel 标签不是 0 到 {} 的电平；取 0。</translation>
        </message>
        <message>
            <source>The black level repeats over more than 2x2 pixels; its mean for each CFA site is taken.</source>
            <translation>黑电平的重复周期大于 2x2 像素；取各 CFA 位置的平均值。</translation>
        </message>
        <message>
            <source>The NoiseProfile tag cannot be used and is ignored.</source>
            <translation>NoiseProfile 标签无法使用，已忽略。</translation>
        </message>
        <message>
            <source>A BaselineExposure of {} EV is not plausible and is ignored.</source>
            <translation>BaselineExposure 为 {} EV，不合理，已忽略。</translation>
        </message>
        <message>
            <source>The black level varies along rows or columns in the file; the variation is not applied.</source>
            <translation>文件中的黑电平随行或列变化；该变化未应用。</translation>
        </message>
        <message>
            <source>BlackLevel and its repeat pattern disagree; its first value is taken.</source>
            <translation>BlackLevel 与其重复模式不一致；取第一个值。</translation>
        </message>
        <message>
            <source>The file states several white levels; the lowest is taken.</source>
            <translation>文件给出多个白电平；取最低值。</translation>
        </message>
        <message>
            <source>ForwardMatrix{} cannot be used and is ignored.</source>
            <translation>ForwardMatrix{} 无法使用，已忽略。</translation>
        </message>
        <message>
            <source>The illuminant of ColorMatrix{} is not known; D65 is taken.</source>
            <translation>ColorMatrix{} 的光源未知；取 D65。</translation>
        </message>
        <message>
            <source>ColorMatrix{} is not a usable 3x3 matrix and is ignored.</source>
            <translation>ColorMatrix{} 不是可用的 3x3 矩阵，已忽略。</translation>
        </message>
        <message>
            <source>The white level {} in the file cannot be right; {} is taken.</source>
            <translation>文件中的白电平 {} 不可能正确；取 {}。</translation>
        </message>
        <message>
            <source>The file has no colour matrix.</source>
            <translation>文件没有色彩矩阵。</translation>
        </message>
        <message>
            <source>The file has no usable as-shot white balance; daylight stands in for it.</source>
            <translation>文件没有可用的拍摄时白平衡；以日光代替。</translation>
        </message>
        <message>
            <source>No daylight white balance is known for this camera; gains of 1 are taken.</source>
            <translation>此相机的日光白平衡未知；增益取 1。</translation>
        </message>
        <message>
            <source>{} opcode present, not applied</source>
            <translation>存在 {} 操作码，未应用</translation>
        </message>
        <message>
            <source>{} is clipped all over; no exposure can be read from it</source>
            <translation>{} 全部过曝；无法从中测得曝光</translation>
        </message>
        <message>
            <source>{} has too few parts that are neither clipped nor black; choose a grey region instead</source>
            <translation>{} 中既未过曝也非黑色的部分太少；请改选灰色区域</translation>
        </message>
        <message>
            <source>{} of the region is clipped, so its colour is not known; choose a darker grey</source>
            <translation>区域的 {} 已过曝，颜色未知；请选择更暗的灰色</translation>
        </message>
        <message>
            <source>the region is too dark to tell its colour from noise; choose a brighter grey</source>
            <translation>区域太暗，无法将颜色与噪声区分；请选择更亮的灰色</translation>
        </message>
        <message>
            <source>{} would need a {} gain of {}, so it cannot be grey; choose a grey region</source>
            <translation>{} 需要的{}增益为 {}，不可能是灰色；请选择灰色区域</translation>
        </message>
        <message>
            <source>{} has no masked columns; set the black level by hand or from a dark frame</source>
            <translation>{} 没有遮光列；请手动或用暗场设置黑电平</translation>
        </message>
        <message>
            <source>{} has too few masked pixels ({} of a colour); set the black level by hand</source>
            <translation>{} 的遮光像素太少（每色 {} 个）；请手动设置黑电平</translation>
        </message>
        <message>
            <source>of its raw files there are only links, which lead out of the folder or nowhere</source>
            <translation>其中的 RAW 文件只是指向文件夹之外或无效的链接</translation>
        </message>
        <message>
            <source>no raw file lies in this folder</source>
            <translation>此文件夹中没有 RAW 文件</translation>
        </message>
        <message>
            <source>open the folder that holds the raw files itself</source>
            <translation>请打开存放 RAW 文件本身的文件夹</translation>
        </message>
        <message>
            <source>the frame is too small to hold one whole quad of its colour filter</source>
            <translation>画面太小，容不下一个完整的彩色滤镜四元组</translation>
        </message>
        <message>
            <source>{} = {} is not {}</source>
            <translation>{} = {} 不是{}</translation>
        </message>
        <message>
            <source>a number from {} to {}</source>
            <translation>{} 到 {} 的数</translation>
        </message>
        <message>
            <source>a whole number from {} to {}</source>
            <translation>{} 到 {} 的整数</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>one of {}</source>
            <translation>以下之一：{}</translation>
        </message>
        <message>
            <source>three rows of three numbers from {} to {}</source>
            <translation>三行、每行三个 {} 到 {} 的数</translation>
        </message>
        <message>
            <source>at least two [x, y] knots, x rising from 0 to 1, y from {} to {}</source>
            <translation>至少两个 [x, y] 节点，x 由 0 升到 1，y 为 {} 到 {}</translation>
        </message>
        <message>
            <source>grids of numbers from {} to {}, all rows of one length</source>
            <translation>{} 到 {} 的数的网格，各行等长</translation>
        </message>
        <message>
            <source>The clipboard</source>
            <translation>剪贴板</translation>
        </message>
        <message>
            <source>The text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>it holds no parameters of ISP Tuner</source>
            <translation>其中没有 ISP Tuner 的参数</translation>
        </message>
        <message>
            <source>copy some first</source>
            <translation>请先复制一些</translation>
        </message>
        <message>
            <source>{} holds parameters of {} stages; copy those of one stage</source>
            <translation>{}含有 {} 个处理级的参数；请复制一个处理级的参数</translation>
        </message>
        <message>
            <source>{} has no parameter with a name of {}'s</source>
            <translation>{}没有与{}同名的参数</translation>
        </message>
        <message>
            <source>it is not a text in UTF-8</source>
            <translation>不是 UTF-8 文本</translation>
        </message>
        <message>
            <source>save it as CSV</source>
            <translation>请存为 CSV</translation>
        </message>
        <message>
            <source>it holds more than {} numbers</source>
            <translation>其中的数多于 {} 个</translation>
        </message>
        <message>
            <source>use a coarser table</source>
            <translation>请用更疏的表格</translation>
        </message>
        <message>
            <source>line {} holds {} and the line before it {}</source>
            <translation>第 {} 行有 {}，而前一行有 {}</translation>
        </message>
        <message>
            <source>it holds no numbers</source>
            <translation>其中没有数</translation>
        </message>
        <message>
            <source>it holds no value</source>
            <translation>其中没有值</translation>
        </message>
        <message>
            <source>it holds {} and {} needs {}</source>
            <translation>其中有 {}，而 {} 需要 {}</translation>
        </message>
        <message>
            <source>its grids differ in shape ({})</source>
            <translation>各网格形状不同（{}）</translation>
        </message>
        <message>
            <source>give all of them one shape</source>
            <translation>请使它们形状相同</translation>
        </message>
        <message>
            <source>its grid is {}</source>
            <translation>其网格为 {}</translation>
        </message>
        <message>
            <source>a table has at least 2 × 2 numbers</source>
            <translation>表格至少有 2 × 2 个数</translation>
        </message>
        <message>
            <source>correct that number</source>
            <translation>请改正该数</translation>
        </message>
        <message>
            <source>give one line a row, numbers apart by commas, and a blank line between grids</source>
            <translation>每行写一排，数之间用逗号，网格之间空一行</translation>
        </message>
        <message>
            <source>give a first line of names such as iso,cct,value and a line a node</source>
            <translation>首行写名称，如 iso,cct,value，之后每个节点一行</translation>
        </message>
        <message>
            <source>choose another one</source>
            <translation>请另选一个</translation>
        </message>
        <message>
            <source>copy the parameters again</source>
            <translation>请重新复制参数</translation>
        </message>
        <message>
            <source>“{}” in line {} is not a number</source>
            <translation>“{}”（第 {} 行）不是数</translation>
        </message>
        <message>
            <source>a number is missing in line {}</source>
            <translation>第 {} 行缺少一个数</translation>
        </message>
        <message>
            <source>a number in line {} is not finite</source>
            <translation>第 {} 行有一个数不是有限的</translation>
        </message>
        <message>
            <source>is a sensor dump whose layout is not known</source>
            <translation>是布局未知的传感器转储</translation>
        </message>
        <message>
            <source>is a sensor dump whose layout is not known ({})</source>
            <translation>是布局未知的传感器转储（{}）</translation>
        </message>
        <message>
            <source>has no header of a raw file, and looks like no sensor dump whose layout could be guessed</source>
            <translation>没有 RAW 文件头，也不像布局可以猜测的传感器转储</translation>
        </message>
        <message>
            <source>would hold {} frames, more than {}</source>
            <translation>将含 {} 帧，超过 {}</translation>
        </message>
        <message>
            <source>holds {} rows of this layout</source>
            <translation>按此布局只含 {} 行</translation>
        </message>
        <message>
            <source>holds {} bytes, where {} x {} takes {}</source>
            <translation>含 {} 字节，而 {} x {} 需要 {}</translation>
        </message>
        <message>
            <source>holds {} bytes, which fit no sensor dump</source>
            <translation>含 {} 字节，不符合任何传感器转储</translation>
        </message>
        <message>
            <source>holds {} bytes, which fit no sensor dump with {}</source>
            <translation>含 {} 字节，不符合具有 {} 的传感器转储</translation>
        </message>
        <message>
            <source>{} holds {} bits a sample, not {}</source>
            <translation>{} 每个样本为 {} 位，而非 {} 位</translation>
        </message>
        <message>
            <source>a row of {} samples in {} takes {} bytes, more than the stride {}</source>
            <translation>每行 {} 个样本，按 {} 需要 {} 字节，超过行跨度 {}</translation>
        </message>
        <message>
            <source>white level {} does not fit in {} bits</source>
            <translation>白电平 {} 超出 {} 位</translation>
        </message>
        <message>
            <source>black level {} is not below white, {}</source>
            <translation>黑电平 {} 不低于白电平 {}</translation>
        </message>
        <message>
            <source>has no filters, so it has one black level, not {}</source>
            <translation>没有滤色片，因此只有一个黑电平，而非 {}</translation>
        </message>
        <message>
            <source>correct the layout, or {look}</source>
            <translation>请更正布局，或{look}</translation>
        </message>
        <message>
            <source>copy it again, or correct the layout, or {look}</source>
            <translation>请重新复制，或更正布局，或{look}</translation>
        </message>
        <message>
            <source>give {offset}, {stride} or {height}, or {look}</source>
            <translation>请设置{offset}、{stride}或{height}，或{look}</translation>
        </message>
        <message>
            <source>give {width}, {height}, {packing} and, for a header, {offset}</source>
            <translation>请设置{width}、{height}、{packing}，如有文件头再设置{offset}</translation>
        </message>
        <message>
            <source>give {width}, {height}, {cfa} and {packing}</source>
            <translation>请设置{width}、{height}、{cfa}和{packing}</translation>
        </message>
        <message>
            <source>give {missing}, or {look}</source>
            <translation>请设置{missing}，或{look}</translation>
        </message>
        <message>
            <source>give {bits} {least} or another {packing} (byte order, alignment)</source>
            <translation>请将{bits}设为 {least}，或更换{packing}（字节序、对齐）</translation>
        </message>
        <message>
            <source>give {bits} {held} or another {packing}</source>
            <translation>请将{bits}设为 {held}，或更换{packing}</translation>
        </message>
        <message>
            <source>give {stride} {least} or more, or {omit}</source>
            <translation>请将{stride}设为至少 {least}，或{omit}</translation>
        </message>
        <message>
            <source>correct {white} or {bits}</source>
            <translation>请更正{white}或{bits}</translation>
        </message>
        <message>
            <source>correct {black} or {white}</source>
            <translation>请更正{black}或{white}</translation>
        </message>
        <message>
            <source>give {black} as one number</source>
            <translation>请将{black}设为一个数</translation>
        </message>
        <message>
            <source>give its layout</source>
            <translation>请给出其布局</translation>
        </message>
        <message>
            <source>correct the sidecar, or delete it and give the layout {there}</source>
            <translation>请更正附属文件，或删除它并{there}给出布局</translation>
        </message>
    </context>
    <context>
        <name>dock</name>
        <message>
            <source>Histogram</source>
            <translation>直方图</translation>
        </message>
        <message>
            <source>Waveform</source>
            <translation>波形图</translation>
        </message>
        <message>
            <source>Parade</source>
            <translation>分量图</translation>
        </message>
        <message>
            <source>Vectorscope</source>
            <translation>矢量图</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>x</source>
            <translation>x</translation>
        </message>
        <message>
            <source>y</source>
            <translation>y</translation>
        </message>
        <message>
            <source>w</source>
            <translation>w</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>均值</translation>
        </message>
        <message>
            <source>σ</source>
            <translation>σ</translation>
        </message>
        <message>
            <source>SNR</source>
            <translation>SNR</translation>
        </message>
        <message>
            <source>R/G</source>
            <translation>R/G</translation>
        </message>
        <message>
            <source>B/G</source>
            <translation>B/G</translation>
        </message>
        <message>
            <source>Raw clip</source>
            <translation>RAW 溢出</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>溢出</translation>
        </message>
        <message>
            <source>Zebra</source>
            <translation>斑马纹</translation>
        </message>
        <message>
            <source>Focus</source>
            <translation>对焦</translation>
        </message>
        <message>
            <source>Defects</source>
            <translation>坏点</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>R</source>
            <translation>R</translation>
        </message>
        <message>
            <source>Gr</source>
            <translation>Gr</translation>
        </message>
        <message>
            <source>Gb</source>
            <translation>Gb</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>several</source>
            <translation>多个</translation>
        </message>
        <message>
            <source>all four</source>
            <translation>全部四个</translation>
        </message>
        <message>
            <source>R high</source>
            <translation>R 过高</translation>
        </message>
        <message>
            <source>G high</source>
            <translation>G 过高</translation>
        </message>
        <message>
            <source>B high</source>
            <translation>B 过高</translation>
        </message>
        <message>
            <source>two high</source>
            <translation>两个过高</translation>
        </message>
        <message>
            <source>all high</source>
            <translation>全部过高</translation>
        </message>
        <message>
            <source>low</source>
            <translation>过低</translation>
        </message>
        <message>
            <source>bright Y′</source>
            <translation>明亮 Y′</translation>
        </message>
        <message>
            <source>sharp</source>
            <translation>清晰</translation>
        </message>
        <message>
            <source>hot</source>
            <translation>热点</translation>
        </message>
        <message>
            <source>cold</source>
            <translation>冷点</translation>
        </message>
        <message>
            <source>&lt; ⅛</source>
            <translation>&lt; ⅛</translation>
        </message>
        <message>
            <source>⅛ – ¼</source>
            <translation>⅛ – ¼</translation>
        </message>
        <message>
            <source>¼ – ½</source>
            <translation>¼ – ½</translation>
        </message>
        <message>
            <source>½ – 1</source>
            <translation>½ – 1</translation>
        </message>
        <message>
            <source>&gt; 1</source>
            <translation>&gt; 1</translation>
        </message>
        <message>
            <source>What the scopes count</source>
            <translation>各示波器统计的内容</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Thresholds and colours of the overlays</source>
            <translation>叠加层的阈值和颜色</translation>
        </message>
        <message>
            <source>Thresholds of the overlays</source>
            <translation>叠加层的阈值</translation>
        </message>
        <message>
            <source>patch</source>
            <translation>区块</translation>
        </message>
        <message>
            <source>raw in DN · output in codes of 8 bit, measured at 16 bit · every pixel</source>
            <translation>RAW 以 DN 计 · 输出以 8 位码值计，按 16 位测量 · 每个像素</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>剖面</translation>
        </message>
        <message>
            <source>Draw a region on a picture, or add one.</source>
            <translation>在图像上绘制区域，或添加一个。</translation>
        </message>
        <message>
            <source>Line profile</source>
            <translation>线剖面</translation>
        </message>
        <message>
            <source>Choose a region to see the values across it.</source>
            <translation>选择一个区域以查看横跨它的数值。</translation>
        </message>
        <message>
            <source>Raw histogram</source>
            <translation>RAW 直方图</translation>
        </message>
        <message>
            <source>What the raw histogram counts</source>
            <translation>RAW 直方图统计的内容</translation>
        </message>
        <message>
            <source>What the scope counts</source>
            <translation>示波器统计的内容</translation>
        </message>
        <message>
            <source>whole picture</source>
            <translation>整幅图像</translation>
        </message>
        <message>
            <source>log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>mosaic DN</source>
            <translation>马赛克 DN</translation>
        </message>
        <message>
            <source>output codes</source>
            <translation>输出码值</translation>
        </message>
        <message>
            <source>luma</source>
            <translation>亮度</translation>
        </message>
    </context>
    <context>
        <name>lab</name>
        <message>
            <source>Chart</source>
            <translation>测试图</translation>
        </message>
        <message>
            <source>Illuminant</source>
            <translation>光源</translation>
        </message>
        <message>
            <source>Lux</source>
            <translation>照度</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>电平</translation>
        </message>
        <message>
            <source>Flicker</source>
            <translation>闪烁</translation>
        </message>
        <message>
            <source>Flicker Hz</source>
            <translation>闪烁频率</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>相机</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>CFA</source>
            <translation>CFA</translation>
        </message>
        <message>
            <source>ISO</source>
            <translation>ISO</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>曝光时间</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>PSF</source>
            <translation>PSF</translation>
        </message>
        <message>
            <source>Blur</source>
            <translation>模糊</translation>
        </message>
        <message>
            <source>Blur corner</source>
            <translation>角落模糊</translation>
        </message>
        <message>
            <source>Falloff</source>
            <translation>暗角</translation>
        </message>
        <message>
            <source>Falloff red</source>
            <translation>红色暗角</translation>
        </message>
        <message>
            <source>Falloff blue</source>
            <translation>蓝色暗角</translation>
        </message>
        <message>
            <source>Gain map</source>
            <translation>增益图</translation>
        </message>
        <message>
            <source>Lateral CA</source>
            <translation>横向色差</translation>
        </message>
        <message>
            <source>Distortion</source>
            <translation>畸变</translation>
        </message>
        <message>
            <source>Flare</source>
            <translation>眩光</translation>
        </message>
        <message>
            <source>Frames</source>
            <translation>帧数</translation>
        </message>
        <message>
            <source>Frames a second</source>
            <translation>每秒帧数</translation>
        </message>
        <message>
            <source>Shake</source>
            <translation>抖动</translation>
        </message>
        <message>
            <source>Pan X</source>
            <translation>平移 X</translation>
        </message>
        <message>
            <source>Pan Y</source>
            <translation>平移 Y</translation>
        </message>
        <message>
            <source>Readout</source>
            <translation>读出时间</translation>
        </message>
    </context>
    <context>
        <name>paste</name>
        <message>
            <source>Stage</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>当前</translation>
        </message>
        <message>
            <source>Pasted</source>
            <translation>粘贴值</translation>
        </message>
        <message>
            <source>On</source>
            <translation>开</translation>
        </message>
        <message>
            <source>the clipboard</source>
            <translation>剪贴板</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>None</source>
            <translation>全不选</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>1 parameter changes.</source>
            <translation>1 个参数改变。</translation>
        </message>
        <message>
            <source>1 has its value already.</source>
            <translation>1 个已是该值。</translation>
        </message>
        <message>
            <source>{count} have their value already.</source>
            <translation>{count} 个已是该值。</translation>
        </message>
        <message>
            <source>Paste from {source}</source>
            <translation>从 {source} 粘贴</translation>
        </message>
        <message>
            <source>Paste {count}</source>
            <translation>粘贴 {count} 项</translation>
        </message>
        <message>
            <source>{count} parameters change.</source>
            <translation>{count} 个参数改变。</translation>
        </message>
        <message>
            <source>Without a place here: {names}.</source>
            <translation>此处没有位置：{names}。</translation>
        </message>
    </context>
    <context>
        <name>captions</name>
        <message>
            <source>{bits} bit</source>
            <translation>{bits} 位</translation>
        </message>
        <message>
            <source>cache {size} MB</source>
            <translation>缓存 {size} MB</translation>
        </message>
        <message>
            <source>after Output</source>
            <translation>输出级之后</translation>
        </message>
        <message>
            <source>linear light averaged</source>
            <translation>线性光平均</translation>
        </message>
        <message>
            <source>codes averaged</source>
            <translation>码值平均</translation>
        </message>
        <message>
            <source>without {stage}</source>
            <translation>绕过{stage}</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>基线</translation>
        </message>
        <message>
            <source>Signed difference</source>
            <translation>带符号差值</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>Open a raw first.</source>
            <translation>请先打开一个 RAW 文件。</translation>
        </message>
        <message>
            <source>The processed picture is not on screen: {key} shows it.</source>
            <translation>处理后的图像不在屏幕上：按 {key} 显示。</translation>
        </message>
        <message>
            <source>Open a raw or a folder first: there is none to step from.</source>
            <translation>请先打开 RAW 文件或文件夹：没有可切换的起点。</translation>
        </message>
        <message>
            <source>No sequence is open: a dump of several frames is one, and so is a folder of raws.</source>
            <translation>没有打开序列：含多帧的转储或 RAW 文件夹才是序列。</translation>
        </message>
        <message>
            <source>No state was made after this one.</source>
            <translation>此状态之后没有其他状态。</translation>
        </message>
        <message>
            <source>No state was made before this one.</source>
            <translation>此状态之前没有其他状态。</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>没有可撤销的操作。</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>没有可重做的操作。</translation>
        </message>
        <message>
            <source>It goes no closer than {zoom}:1.</source>
            <translation>最大只能放大到 {zoom}:1。</translation>
        </message>
        <message>
            <source>All of the picture is on screen.</source>
            <translation>整幅图像已在屏幕上。</translation>
        </message>
        <message>
            <source>Differences are amplified {gain} times at the most.</source>
            <translation>差异最多放大 {gain} 倍。</translation>
        </message>
        <message>
            <source>Differences are not amplified any more.</source>
            <translation>差异已不再放大。</translation>
        </message>
        <message>
            <source>The raw view goes no further than {ev} EV.</source>
            <translation>RAW 视图最多调到 {ev} EV。</translation>
        </message>
        <message>
            <source>The file's own condition is in force.</source>
            <translation>文件自身的条件已生效。</translation>
        </message>
        <message>
            <source>Point at a pixel of a picture first.</source>
            <translation>请先指向图像中的一个像素。</translation>
        </message>
        <message>
            <source>No pane was moved alone: all see the same place.</source>
            <translation>没有单独移动过的窗格：所有窗格都看同一位置。</translation>
        </message>
        <message>
            <source>The loupe is not on screen: {key} shows it.</source>
            <translation>放大镜不在屏幕上：按 {key} 显示。</translation>
        </message>
        <message>
            <source>There is no message to read.</source>
            <translation>没有可读的消息。</translation>
        </message>
        <message>
            <source>This is the last frame.</source>
            <translation>这是最后一帧。</translation>
        </message>
        <message>
            <source>This is the first frame.</source>
            <translation>这是第一帧。</translation>
        </message>
        <message>
            <source>still {name}</source>
            <translation>仍为 {name}</translation>
        </message>
        <message>
            <source>{name} takes a number of {limits}.</source>
            <translation>{name} 需要 {limits} 之间的数字。</translation>
        </message>
        <message>
            <source>Open a raw first: its balance says which light it is for.</source>
            <translation>请先打开 RAW 文件：其白平衡说明光源。</translation>
        </message>
        <message>
            <source>“{text}” is no {axis} from {low} to {high}; the knot stays where it was.</source>
            <translation>“{text}”不是 {low} 到 {high} 的 {axis}；节点保持原位。</translation>
        </message>
        <message>
            <source>There is a knot at x = {x} already; the curve stays as it was.</source>
            <translation>x = {x} 处已有节点；曲线保持不变。</translation>
        </message>
        <message>
            <source>{stage} turns one domain into another and cannot be left out.</source>
            <translation>{stage} 负责域转换，无法绕过。</translation>
        </message>
        <message>
            <source>The pictures take the room of the scopes while there are four.</source>
            <translation>显示四幅图像时，图像占用示波图的空间。</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to keep.</source>
            <translation>请先打开 RAW 文件：没有可保留的内容。</translation>
        </message>
        <message>
            <source>Snapshot {letter} keeps this tuning and its pixels.</source>
            <translation>快照 {letter} 保存了当前调校及其像素。</translation>
        </message>
        <message>
            <source>Mark a snapshot first; a snapshot is taken with its own key.</source>
            <translation>请先选中一个快照；拍快照有专用按键。</translation>
        </message>
        <message>
            <source>Snapshot {letter} is of {name}, another size: it is scaled to the open picture to be compared.</source>
            <translation>快照 {letter} 来自尺寸不同的 {name}：为便于比较，已缩放到当前图像的尺寸。</translation>
        </message>
        <message>
            <source>“{name}” changed on disk since it was read.</source>
            <translation>“{name}”读取后在磁盘上已更改。</translation>
        </message>
        <message>
            <source>ISP Tuner ended without saving “{name}”.</source>
            <translation>ISP Tuner 退出时未保存“{name}”。</translation>
        </message>
        <message>
            <source>Changes that can be given back: {count}</source>
            <translation>可恢复的更改：{count}</translation>
        </message>
        <message>
            <source>The profile “{name}” has changes that are not saved.</source>
            <translation>配置“{name}”有未保存的更改。</translation>
        </message>
        <message>
            <source>made under {condition}; tables over conditions gave {count} of its values</source>
            <translation>在 {condition} 下生成；其中 {count} 个数值来自随条件变化的表</translation>
        </message>
        <message>
            <source>does not say the condition it was made under</source>
            <translation>没有记录生成时的条件</translation>
        </message>
        <message>
            <source>made under {condition}; does not say which of its values tables over conditions gave</source>
            <translation>在 {condition} 下生成；没有记录哪些数值来自随条件变化的表</translation>
        </message>
        <message>
            <source>made under {condition}</source>
            <translation>在 {condition} 下生成</translation>
        </message>
        <message>
            <source>Values marked as of a table are what it gives under that condition, not all of the tuning.</source>
            <translation>标有“表”的数值只是该表在此条件下给出的，并非整个调校。</translation>
        </message>
        <message>
            <source>loading {name}</source>
            <translation>正在加载 {name}</translation>
        </message>
        <message>
            <source>Neighbouring samples are not alike in any reading: a dark frame, or no sensor dump.</source>
            <translation>任何解读方式下相邻采样都不相似：可能是暗场，或不是传感器转储。</translation>
        </message>
        <message>
            <source>The open raw states its layout itself.</source>
            <translation>打开的 RAW 文件自带布局信息。</translation>
        </message>
        <message>
            <source>Quad-Bayer raws are binned 2 × 2.</source>
            <translation>Quad-Bayer RAW 按 2 × 2 合并。</translation>
        </message>
        <message>
            <source>Quad-Bayer raws are remosaiced.</source>
            <translation>Quad-Bayer RAW 重排为 Bayer。</translation>
        </message>
        <message>
            <source>The settings of {name} are in force.</source>
            <translation>{name} 的设置已生效。</translation>
        </message>
        <message>
            <source>opening {name}</source>
            <translation>正在打开 {name}</translation>
        </message>
        <message>
            <source>Tables over conditions gave way to its values ({count}); Undo brings them back.</source>
            <translation>随条件变化的表已被它的数值取代（{count} 个）；撤销即可恢复。</translation>
        </message>
        <message>
            <source>saving {name}</source>
            <translation>正在保存 {name}</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>已保存 {name}。</translation>
        </message>
        <message>
            <source>{name} is there, but it is not the raw that made the picture.</source>
            <translation>找到了 {name}，但它不是生成该图像的 RAW 文件。</translation>
        </message>
        <message>
            <source>The raw {name} is not at hand: open it to see the same picture.</source>
            <translation>找不到 RAW 文件 {name}：打开它即可看到相同的图像。</translation>
        </message>
        <message>
            <source>Open a raw first: there is no picture to save.</source>
            <translation>请先打开 RAW 文件：没有可保存的图像。</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to take a screenshot of.</source>
            <translation>请先打开 RAW 文件：没有可截图的内容。</translation>
        </message>
        <message>
            <source>that made it</source>
            <translation>（生成该图像的文件）</translation>
        </message>
        <message>
            <source>Stopped: {name} was not written.</source>
            <translation>已停止：{name} 未写入。</translation>
        </message>
        <message>
            <source>reading {name}</source>
            <translation>正在读取 {name}</translation>
        </message>
        <message>
            <source>Links that lead out of the folder or nowhere are left out: {count}.</source>
            <translation>指向文件夹之外或无效的链接已略去：{count} 个。</translation>
        </message>
        <message>
            <source>reading {name}: {count} raw files</source>
            <translation>正在读取 {name}：{count} 个 RAW 文件</translation>
        </message>
        <message>
            <source>This is the last raw of the folder.</source>
            <translation>这是文件夹中的最后一个 RAW。</translation>
        </message>
        <message>
            <source>This is the first raw of the folder.</source>
            <translation>这是文件夹中的第一个 RAW。</translation>
        </message>
        <message>
            <source>Changes are not kept safe meanwhile ({why}): save the profile, or free some space.</source>
            <translation>更改暂时无法备份（{why}）：请保存配置文件或释放空间。</translation>
        </message>
        <message>
            <source>The unsaved changes of {name} are back.</source>
            <translation>已恢复 {name} 未保存的更改。</translation>
        </message>
        <message>
            <source>Changes are kept safe again.</source>
            <translation>更改已恢复备份。</translation>
        </message>
        <message>
            <source>The saved key “{key}” of “{action}” cannot be used; the built-in one is in force.</source>
            <translation>“{action}”保存的按键“{key}”无法使用；默认按键生效。</translation>
        </message>
        <message>
            <source>That is not one key, with or without Ctrl, Alt and Shift.</source>
            <translation>这不是单个按键（可加 Ctrl、Alt、Shift）。</translation>
        </message>
        <message>
            <source>{key} moves between controls and turns them.</source>
            <translation>{key} 用于在控件间移动和调节控件。</translation>
        </message>
        <message>
            <source>{key} is the key of “{action}”; give that one another key first.</source>
            <translation>{key} 已是“{action}”的按键；请先为它指定其他按键。</translation>
        </message>
        <message>
            <source>The saved shortcuts cannot be used ({why}); the built-in ones are in force.</source>
            <translation>保存的快捷键无法使用（{why}）；默认快捷键生效。</translation>
        </message>
        <message>
            <source>{name}: {text} is not {expected}; the value stays as it was</source>
            <translation>{name}：{text} 不是{expected}；值保持不变</translation>
        </message>
        <message>
            <source>{name}: {why}; the value stays as it was</source>
            <translation>{name}：{why}；值保持不变</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>空白</translation>
        </message>
        <message>
            <source>With the row's sum locked its diagonal would become {value}, beyond {low} to {high}; the matrix stays as it was.</source>
            <translation>锁定行和时，对角元将变为 {value}，超出 {low} 到 {high}；矩阵保持不变。</translation>
        </message>
        <message>
            <source>“{text}” is not a number from {low} to {high}; row {row}, column {column} stays as it was.</source>
            <translation>“{text}”不是 {low} 到 {high} 的数；第 {row} 行第 {column} 列保持不变。</translation>
        </message>
        <message>
            <source>Not pasted: {why}.</source>
            <translation>未粘贴：{why}。</translation>
        </message>
        <message>
            <source>Differences beside the threshold of {stage}</source>
            <translation>差值与 {stage} 阈值之比</translation>
        </message>
        <message>
            <source>Focus peaking of the averaged picture</source>
            <translation>对平均后图像的峰值对焦</translation>
        </message>
        <message>
            <source>Focus peaking of the picture's own pixels</source>
            <translation>对图像原始像素的峰值对焦</translation>
        </message>
        <message>
            <source>Overlays lie on the raw and the processed picture; not seen here: {names}.</source>
            <translation>叠加层位于 RAW 图像和处理后的图像上；此处不可见：{names}。</translation>
        </message>
        <message>
            <source>Pasted 1 parameter from {source}.</source>
            <translation>已从{source}粘贴 1 个参数。</translation>
        </message>
        <message>
            <source>Pasted {count} parameters from {source}.</source>
            <translation>已从{source}粘贴 {count} 个参数。</translation>
        </message>
        <message>
            <source>Nothing to paste: all of these parameters have these values already.</source>
            <translation>没有可粘贴的内容：这些参数已是这些值。</translation>
        </message>
        <message>
            <source>Inspection point {key} is kept with this raw.</source>
            <translation>检查点 {key} 已随此 RAW 文件保存。</translation>
        </message>
        <message>
            <source>No inspection point {key} is kept with this raw; Ctrl+{key} keeps one.</source>
            <translation>此 RAW 文件没有检查点 {key}；按 Ctrl+{key} 保存。</translation>
        </message>
        <message>
            <source>The saved {name} “{value}” is not known; the built-in one is in force.</source>
            <translation>保存的{name}“{value}”无法识别；默认值生效。</translation>
        </message>
        <message>
            <source>Merged with {name}; look at it, then save.</source>
            <translation>已与 {name} 合并；请检查后保存。</translation>
        </message>
        <message>
            <source>{name} changed on disk.</source>
            <translation>{name} 在磁盘上已更改。</translation>
        </message>
        <message>
            <source>It is open in another window too: whichever saves later is shown the other's changes first.</source>
            <translation>它也在另一个窗口中打开：后保存者将先看到对方的更改。</translation>
        </message>
        <message>
            <source>Both changed {names}: yours stays.</source>
            <translation>双方都更改了 {names}：保留您的值。</translation>
        </message>
        <message>
            <source>Started from {name}.</source>
            <translation>已从 {name} 开始。</translation>
        </message>
        <message>
            <source>Loaded {name}.</source>
            <translation>已加载 {name}。</translation>
        </message>
        <message>
            <source>What is there now is not a profile that can be read.</source>
            <translation>那里现在没有可读取的配置文件。</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>以及另外 {count} 项</translation>
        </message>
        <message>
            <source>{name} changed on disk meanwhile: nothing was saved.</source>
            <translation>{name} 在磁盘上已更改：未保存任何内容。</translation>
        </message>
        <message>
            <source>Copied every parameter; pasting shows what would change.</source>
            <translation>已复制所有参数；粘贴时会显示将要改变的内容。</translation>
        </message>
        <message>
            <source>Drag over a part of any picture to make a region of it. Esc leaves.</source>
            <translation>在任一图像上拖动以创建区域。按 Esc 退出。</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to measure.</source>
            <translation>请先打开 RAW 文件：没有可测量的内容。</translation>
        </message>
        <message>
            <source>Region {name}: {w} × {h} pixels.</source>
            <translation>区域 {name}：{w} × {h} 像素。</translation>
        </message>
        <message>
            <source>Copied the numbers of {count} regions in {pictures} pictures as CSV.</source>
            <translation>已将 {pictures} 幅图像中 {count} 个区域的数值复制为 CSV。</translation>
        </message>
        <message>
            <source>“{text}” is not a place inside the picture; {region} stays as it was.</source>
            <translation>“{text}”不是图像内的位置；{region} 保持不变。</translation>
        </message>
        <message>
            <source>“{text}” is not a name; {region} stays as it was.</source>
            <translation>“{text}”不是名称；{region} 保持不变。</translation>
        </message>
        <message>
            <source>{picture}: rise {rise} px, over {over} %</source>
            <translation>{picture}：上升 {rise} px，过冲 {over} %</translation>
        </message>
        <message>
            <source>{region} · {count} lines</source>
            <translation>{region} · {count} 行</translation>
        </message>
        <message>
            <source>The regions of this raw are not kept.</source>
            <translation>此 RAW 的区域不会被保存。</translation>
        </message>
        <message>
            <source>The scopes could not be made: {why}</source>
            <translation>无法生成示波器：{why}</translation>
        </message>
        <message>
            <source>The regions could not be measured: {why}</source>
            <translation>无法测量区域：{why}</translation>
        </message>
        <message>
            <source>The overlays could not be made: {why}</source>
            <translation>无法生成叠加层：{why}</translation>
        </message>
        <message>
            <source>The probe could not be made: {why}</source>
            <translation>无法读取探针：{why}</translation>
        </message>
        <message>
            <source>region {name}</source>
            <translation>区域 {name}</translation>
        </message>
        <message>
            <source>black {dn}</source>
            <translation>黑 {dn}</translation>
        </message>
        <message>
            <source>white {dn}</source>
            <translation>白 {dn}</translation>
        </message>
        <message>
            <source>Nothing is called “{text}”. Press Escape to see every stage.</source>
            <translation>没有名为“{text}”的项目。按 Esc 显示所有处理级。</translation>
        </message>
        <message>
            <source>{name}: {fault}; {way_out}.</source>
            <translation>{name}：{fault}；{way_out}。</translation>
        </message>
        <message>
            <source>{count} notices: {first}</source>
            <translation>{count} 条提示：{first}</translation>
        </message>
        <message>
            <source>Stopped: {count} of {frames} frames were written, {first} to {last} in {folder}.</source>
            <translation>已停止：{frames} 帧中写入了 {count} 帧，即 {folder} 中的 {first} 至 {last}。</translation>
        </message>
        <message>
            <source>Stopped: 1 of {frames} frames was written, {first} in {folder}.</source>
            <translation>已停止：{frames} 帧中写入了 1 帧，即 {folder} 中的 {first}。</translation>
        </message>
        <message>
            <source>shooting {name}</source>
            <translation>正在拍摄 {name}</translation>
        </message>
        <message>
            <source>{solver}: drag over a region of the raw picture, or click. Esc leaves.</source>
            <translation>{solver}：在原始图像上拖选区域或单击。按 Esc 退出。</translation>
        </message>
        <message>
            <source>{solver}: done, and one step to undo.</source>
            <translation>{solver}：完成，可一步撤销。</translation>
        </message>
        <message>
            <source>Snapshot {name}</source>
            <translation>快照 {name}</translation>
        </message>
        <message>
            <source>What {stage} changes</source>
            <translation>{stage} 的改变</translation>
        </message>
        <message>
            <source>After {stage}</source>
            <translation>{stage} 之后</translation>
        </message>
        <message>
            <source>{name}: the range needs two numbers</source>
            <translation>{name}：范围需要两个数字</translation>
        </message>
        <message>
            <source>sweeping</source>
            <translation>正在扫描</translation>
        </message>
        <message>
            <source>{count} of {total}</source>
            <translation>{count} / {total}</translation>
        </message>
        <message>
            <source>in {name}</source>
            <translation>在 {name} 内</translation>
        </message>
        <message>
            <source>to the present picture</source>
            <translation>与当前图像比较</translation>
        </message>
        <message>
            <source>to {name}</source>
            <translation>与 {name} 比较</translation>
        </message>
        <message>
            <source>Open a raw first: there is nothing to sweep.</source>
            <translation>请先打开 RAW 文件：没有可扫描的内容。</translation>
        </message>
        <message>
            <source>Saved {name} and {other}.</source>
            <translation>已保存 {name} 和 {other}。</translation>
        </message>
        <message>
            <source>“{text}” is not a number from {low} to {high}; the table stays as it was.</source>
            <translation>“{text}”不是 {low} 到 {high} 的数；表格保持不变。</translation>
        </message>
        <message>
            <source>there is no text; it takes {expected}</source>
            <translation>没有文本；应为{expected}</translation>
        </message>
        <message>
            <source>“{text}” is not {expected}</source>
            <translation>“{text}”不是{expected}</translation>
        </message>
        <message>
            <source>Open a raw file (Ctrl+O), or drop one here</source>
            <translation>打开 RAW 文件（Ctrl+O），或将其拖到此处</translation>
        </message>
        <message>
            <source>The raw view could not be made: {why}. The last one stays.</source>
            <translation>无法生成原始视图：{why}。保留上一幅。</translation>
        </message>
        <message>
            <source>The marks kept with {name} were made on another raw of that name.</source>
            <translation>随 {name} 保存的标记是在另一个同名 RAW 上做的。</translation>
        </message>
        <message>
            <source>The picture could not be made: {why}. The last one stays.</source>
            <translation>无法生成图像：{why}。保留上一幅。</translation>
        </message>
        <message>
            <source>That did not work: {why}</source>
            <translation>操作失败：{why}</translation>
        </message>
    </context>
    <context>
        <name>card</name>
        <message>
            <source>show or hide the knobs</source>
            <translation>显示或隐藏旋钮</translation>
        </message>
        <message>
            <source>No parameters.</source>
            <translation>没有参数。</translation>
        </message>
        <message>
            <source>Picture behind {stage}</source>
            <translation>{stage}之后的图像</translation>
        </message>
        <message>
            <source>elsewhere</source>
            <translation>在其他条件下</translation>
        </message>
    </context>
    <context>
        <name>panes</name>
        <message>
            <source>Another profile…</source>
            <translation>另一个配置…</translation>
        </message>
        <message>
            <source>A picture file…</source>
            <translation>图像文件…</translation>
        </message>
        <message>
            <source>Defaults</source>
            <translation>默认</translation>
        </message>
    </context>
    <context>
        <name>condition</name>
        <message>
            <source>Back to the file's</source>
            <translation>恢复为文件的条件</translation>
        </message>
        <message>
            <source>Temperature of the balance in force</source>
            <translation>当前白平衡的色温</translation>
        </message>
        <message>
            <source>Keep as the profile's default</source>
            <translation>设为配置文件的默认值</translation>
        </message>
        <message>
            <source>set</source>
            <translation>已设置</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>estimated</source>
            <translation>估计</translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>Compare with profile</source>
            <translation>与配置比较</translation>
        </message>
        <message>
            <source>Compare with picture</source>
            <translation>与图像比较</translation>
        </message>
    </context>
    <context>
        <name>dump</name>
        <message>
            <source>Looking at the bytes…</source>
            <translation>正在分析字节…</translation>
        </message>
        <message>
            <source>Candidates</source>
            <translation>候选</translation>
        </message>
        <message>
            <source>The dump in this layout</source>
            <translation>按此布局显示的转储</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Candidates, likeliest first</source>
            <translation>候选，最可能的在前</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>布局</translation>
        </message>
        <message>
            <source>1 frame</source>
            <translation>1 帧</translation>
        </message>
        <message>
            <source>Layout of {name}</source>
            <translation>{name} 的布局</translation>
        </message>
        <message>
            <source>Remember in {name}</source>
            <translation>保存到 {name}</translation>
        </message>
        <message>
            <source>{count} frames</source>
            <translation>{count} 帧</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高度</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>打包</translation>
        </message>
        <message>
            <source>Bits</source>
            <translation>位数</translation>
        </message>
        <message>
            <source>Stride</source>
            <translation>行跨度</translation>
        </message>
        <message>
            <source>Offset</source>
            <translation>偏移</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>黑电平</translation>
        </message>
        <message>
            <source>White</source>
            <translation>白电平</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>滤色阵列</translation>
        </message>
        <message>
            <source>take one of the candidates</source>
            <translation>选用某个候选</translation>
        </message>
        <message>
            <source>in the dialog</source>
            <translation>在对话框中</translation>
        </message>
        <message>
            <source>set it to 0</source>
            <translation>将其设为 0</translation>
        </message>
    </context>
    <context>
        <name>knots</name>
        <message>
            <source>at {knot}</source>
            <translation>位于 {knot}</translation>
        </message>
        <message>
            <source>held from {knot}</source>
            <translation>保持 {knot}</translation>
        </message>
        <message>
            <source>there is no knot here that could be taken away</source>
            <translation>此处没有可删除的节点</translation>
        </message>
    </context>
    <context>
        <name>loupe</name>
        <message>
            <source>Loupe</source>
            <translation>放大镜</translation>
        </message>
    </context>
    <context>
        <name>matrix</name>
        <message>
            <source>Lock row sums</source>
            <translation>锁定行和</translation>
        </message>
        <message>
            <source>Each row keeps its sum:
the diagonal takes what is left.</source>
            <translation>每行保持其和：
对角元取余下的数。</translation>
        </message>
    </context>
    <context>
        <name>knob menu</name>
        <message>
            <source>Copy value</source>
            <translation>复制数值</translation>
        </message>
        <message>
            <source>Paste value</source>
            <translation>粘贴数值</translation>
        </message>
        <message>
            <source>Favourite</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>Type a value</source>
            <translation>输入数值</translation>
        </message>
        <message>
            <source>Reset to default</source>
            <translation>恢复默认值</translation>
        </message>
        <message>
            <source>Set to the profile's value</source>
            <translation>恢复配置中的值</translation>
        </message>
        <message>
            <source>Sweep this…</source>
            <translation>扫描此参数…</translation>
        </message>
        <message>
            <source>Depends on</source>
            <translation>取决于</translation>
        </message>
        <message>
            <source>New knot here</source>
            <translation>在此添加节点</translation>
        </message>
        <message>
            <source>Curve over the condition…</source>
            <translation>随条件变化的曲线…</translation>
        </message>
        <message>
            <source>Copy table</source>
            <translation>复制表</translation>
        </message>
        <message>
            <source>Back to the layer below</source>
            <translation>恢复为下层的值</translation>
        </message>
        <message>
            <source>Remove the knot at {place}</source>
            <translation>删除 {place} 处的节点</translation>
        </message>
        <message>
            <source>From the layer “{name}”</source>
            <translation>来自层“{name}”</translation>
        </message>
    </context>
    <context>
        <name>card menu</name>
        <message>
            <source>Copy parameters</source>
            <translation>复制参数</translation>
        </message>
        <message>
            <source>Copy changed parameters</source>
            <translation>复制已更改的参数</translation>
        </message>
        <message>
            <source>Paste parameters…</source>
            <translation>粘贴参数…</translation>
        </message>
        <message>
            <source>Reset to the defaults</source>
            <translation>恢复默认值</translation>
        </message>
        <message>
            <source>Back to the loaded profile</source>
            <translation>恢复到已加载的配置</translation>
        </message>
        <message>
            <source>Paste into {name}…</source>
            <translation>粘贴到{name}…</translation>
        </message>
        <message>
            <source>The switch</source>
            <translation>开关</translation>
        </message>
    </context>
    <context>
        <name>probe</name>
        <message>
            <source>Point at a picture. P pins the pixel under the pointer.</source>
            <translation>请指向图像。按 P 固定指针下的像素。</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>处理级</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>取消固定</translation>
        </message>
        <message>
            <source>pointer</source>
            <translation>指针</translation>
        </message>
        <message>
            <source>Raw sample</source>
            <translation>RAW 采样值</translation>
        </message>
        <message>
            <source>Below clipping</source>
            <translation>低于饱和</translation>
        </message>
        <message>
            <source>Code, 8 bit</source>
            <translation>码值，8 位</translation>
        </message>
        <message>
            <source>Code, 16 bit</source>
            <translation>码值，16 位</translation>
        </message>
    </context>
    <context>
        <name>snapshots</name>
        <message>
            <source>Restore this tuning</source>
            <translation>恢复此调校</translation>
        </message>
        <message>
            <source>Show in the other pane</source>
            <translation>在另一窗格中显示</translation>
        </message>
        <message>
            <source>Compare parameters…</source>
            <translation>比较参数…</translation>
        </message>
        <message>
            <source>Edit note</source>
            <translation>编辑备注</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
    </context>
</TS>
