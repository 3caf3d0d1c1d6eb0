// Values, first derivatives and node names of functions of one tensor, as PyTorch 2.15 printed them in float64.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

using Numbers = std::vector<double>;
constexpr double kInf = std::numeric_limits<double>::infinity();
// With kinks, below and above them; inside (0, 1); from 1 on.
const Numbers kWide = {-2.5, -0.5, 0.0, 0.75, 3.25}, kUnit = {0.1, 0.35, 0.5, 0.8, 0.95},
              kOver = {1.0, 1.25, 2.0, 3.5, 7.0}, kIncoming = {1.0, -2.0, 0.5, 3.0, -1.5};

struct Case {
  const char *name, *node;
  Tensor (*f)(const Tensor&);
  Numbers at, value, gradient;
};

// clang-format off
const Case kCases[] = {
    {"neg", "NegBackward0", [](const Tensor& x) { return x.neg(); }, kWide, {2.5, 0.5, -0, -0.75, -3.25}, {-1, 2, -0.5, -3, 1.5}},
    {"abs", "AbsBackward0", [](const Tensor& x) { return x.abs(); }, kWide, {2.5, 0.5, 0, 0.75, 3.25}, {-1, 2, 0, 3, -1.5}},
    {"sign", "SignBackward0", [](const Tensor& x) { return x.sign(); }, kWide, {-1, -1, 0, 1, 1}, {0, 0, 0, 0, 0}},
    {"sgn", "SgnBackward0", [](const Tensor& x) { return x.sgn(); }, kWide, {-1, -1, 0, 1, 1}, {0, 0, 0, 0, 0}},
    {"exp", "ExpBackward0", [](const Tensor& x) { return x.exp(); }, kWide, {0.0820849986238988, 0.60653065971263342, 1, 2.1170000166126748, 25.790339917193062}, {0.0820849986238988, -1.2130613194252668, 0.5, 6.3510000498380244, -38.685509875789592}},
    {"exp2", "Exp2Backward0", [](const Tensor& x) { return x.exp2(); }, kWide, {0.17677669529663689, 0.70710678118654757, 1, 1.681792830507429, 9.5136569200217682}, {0.1225322679335684, -0.98025814346854723, 0.34657359027997264, 3.497189876256463, -9.8915467063915532}},
    {"expm1", "Expm1Backward0", [](const Tensor& x) { return x.expm1(); }, kWide, {-0.91791500137610116, -0.39346934028736658, 0, 1.1170000166126746, 24.790339917193062}, {0.082084998623898842, -1.2130613194252668, 0.5, 6.3510000498380244, -38.685509875789592}},
    {"square", "PowBackward0", [](const Tensor& x) { return x.square(); }, kWide, {6.25, 0.25, 0, 0.5625, 10.5625}, {-5, 2, 0, 4.5, -9.75}},
    {"sin", "SinBackward0", [](const Tensor& x) { return x.sin(); }, kWide, {-0.59847214410395655, -0.47942553860420301, 0, 0.68163876002333412, -0.10819513453010837}, {-0.8011436155469337, -1.7551651237807455, 0.5, 2.1950666066214626, 1.4911945141208194}},
    {"cos", "CosBackward0", [](const Tensor& x) { return x.cos(); }, kWide, {-0.8011436155469337, 0.87758256189037276, 1, 0.7316888688738209, -0.99412967608054625}, {0.59847214410395655, -0.95885107720840601, 0, -2.0449162800700025, -0.16229270179516256}},
    {"tan", "TanBackward0", [](const Tensor& x) { return x.tan(); }, kWide, {0.74702229723866032, -0.54630248984379048, 0, 0.93159645994407247, 0.10883402551332971}, {1.5580423125717253, -2.5968928208190496, 0.5, 5.6036158925409838, -1.5177672676641543}},
    {"atan", "AtanBackward0", [](const Tensor& x) { return x.atan(); }, kWide, {-1.1902899496825317, -0.46364760900080609, 0, 0.64350110879328437, 1.2722973952087173}, {0.13793103448275862, -1.6000000000000001, 0.5, 1.9199999999999999, -0.12972972972972974}},
    {"sinh", "SinhBackward0", [](const Tensor& x) { return x.sinh(); }, kWide, {-6.0502044810397875, -0.52109530549374738, 0, 0.82231673193582999, 12.87578285468067}, {6.1322894796636858, -2.2552519304127614, 0.5, 3.8840498540305344, -19.371835593768587}},
    {"cosh", "CoshBackward0", [](const Tensor& x) { return x.cosh(); }, kWide, {6.1322894796636858, 1.1276259652063807, 1, 1.2946832846768448, 12.914557062512392}, {-6.0502044810397875, 1.0421906109874948, 0, 2.46695019580749, -19.313674282021005}},
    {"tanh", "TanhBackward0", [](const Tensor& x) { return x.tanh(); }, kWide, {-0.98661429815143031, -0.46211715726000974, 0, 0.6351489523872873, 0.99699763548652598}, {0.02659222668316057, -1.5728954659318548, 0.5, 1.7897574248439945, -0.0089935722514144101}},
    {"asinh", "AsinhBackward0", [](const Tensor& x) { return x.asinh(); }, kWide, {-1.6472311463710958, -0.48121182505960347, 0, 0.69314718055994529, 1.8946721354230409}, {0.37139067635410372, -1.7888543819998317, 0.5, 2.4000000000000004, -0.44112877325628463}},
    {"sigmoid", "SigmoidBackward0", [](const Tensor& x) { return x.sigmoid(); }, kWide, {0.075858180021243546, 0.37754066879814541, 0.5, 0.67917869917539297, 0.96267311265587063}, {0.07010371654510815, -0.47000742440318899, 0.125, 0.65368498128544206, -0.053900386237992065}},
    {"relu", "ReluBackward0", [](const Tensor& x) { return x.relu(); }, kWide, {0, 0, 0, 0.75, 3.25}, {0, 0, 0, 3, -1.5}},
    {"erf", "ErfBackward0", [](const Tensor& x) { return x.erf(); }, kWide, {-0.99959304798255499, -0.52049987781304652, 0, 0.71115563365351508, 0.99999569722053627}, {0.0021782842303527099, -1.7575651578708895, 0.56418958354775628, 1.9287932075856222, -4.3783538075372545e-05}},
    {"erfc", "ErfcBackward0", [](const Tensor& x) { return x.erfc(); }, kWide, {1.999593047982555, 1.5204998778130465, 1, 0.28884436634648486, 4.3027794636751219e-06}, {-0.0021782842303527099, 1.7575651578708895, -0.56418958354775628, -1.9287932075856222, 4.3783538075372545e-05}},
    {"floor", "FloorBackward0", [](const Tensor& x) { return x.floor(); }, kWide, {-3, -1, 0, 0, 3}, {0, 0, 0, 0, 0}},
    {"ceil", "CeilBackward0", [](const Tensor& x) { return x.ceil(); }, kWide, {-2, -0, 0, 1, 4}, {0, 0, 0, 0, 0}},
    {"round", "RoundBackward0", [](const Tensor& x) { return x.round(); }, kWide, {-2, -0, 0, 1, 3}, {0, 0, 0, 0, 0}},
    {"trunc", "TruncBackward0", [](const Tensor& x) { return x.trunc(); }, kWide, {-2, -0, 0, 0, 3}, {0, 0, 0, 0, 0}},
    {"frac", "FracBackward0", [](const Tensor& x) { return x.frac(); }, kWide, {-0.5, -0.5, 0, 0.75, 0.25}, {1, -2, 0.5, 3, -1.5}},
    {"nan_to_num", "NanToNumBackward0", [](const Tensor& x) { return x.nan_to_num(); }, kWide, {-2.5, -0.5, 0, 0.75, 3.25}, {1, -2, 0.5, 3, -1.5}},
    {"deg2rad", "Deg2RadBackward0", [](const Tensor& x) { return x.deg2rad(); }, kWide, {-0.043633231299858237, -0.0087266462599716477, 0, 0.013089969389957472, 0.056723200689815713}, {0.017453292519943295, -0.034906585039886591, 0.0087266462599716477, 0.05235987755982989, -0.026179938779914945}},
    {"rad2deg", "Rad2DegBackward0", [](const Tensor& x) { return x.rad2deg(); }, kWide, {-143.23944878270581, -28.647889756541161, 0, 42.971834634811742, 186.21128341751756}, {57.295779513082323, -114.59155902616465, 28.647889756541161, 171.88733853924697, -85.943669269623484}},
    {"log", "LogBackward0", [](const Tensor& x) { return x.log(); }, kUnit, {-2.3025850929940455, -1.0498221244986778, -0.69314718055994529, -0.22314355131420971, -0.051293294387550578}, {10, -5.7142857142857144, 1, 3.75, -1.5789473684210527}},
    {"log1p", "Log1PBackward0", [](const Tensor& x) { return x.log1p(); }, kUnit, {0.095310179804324865, 0.30010459245033805, 0.40546510810816438, 0.58778666490211906, 0.66782937257565544}, {0.90909090909090906, -1.4814814814814814, 0.33333333333333331, 1.6666666666666665, -0.76923076923076927}},
    {"log2", "Log2Backward0", [](const Tensor& x) { return x.log2(); }, kUnit, {-3.3219280948873622, -1.5145731728297582, -1, -0.32192809488736229, -0.074000581443776928}, {14.426950408889635, -8.2439716622226484, 1.4426950408889634, 5.4101064033336135, -2.2779395382457319}},
    {"log10", "Log10Backward0", [](const Tensor& x) { return x.log10(); }, kUnit, {-1, -0.45593195564972439, -0.3010299956639812, -0.096910013008056392, -0.022276394711152253}, {4.3429448190325175, -2.4816827537328678, 0.43429448190325176, 1.6286043071371941, -0.68572812932092386}},
    {"sqrt", "SqrtBackward0", [](const Tensor& x) { return x.sqrt(); }, kUnit, {0.31622776601683794, 0.59160797830996159, 0.70710678118654757, 0.89442719099991586, 0.97467943448089633}, {1.5811388300841895, -1.6903085094570331, 0.35355339059327373, 1.6770509831248424, -0.76948376406386565}},
    {"rsqrt", "RsqrtBackward0", [](const Tensor& x) { return x.rsqrt(); }, kUnit, {3.1622776601683791, 1.6903085094570331, 1.4142135623730949, 1.1180339887498949, 1.0259783520851542}, {-15.811388300841893, 4.8294528841629516, -0.70710678118654735, -2.0963137289060532, 0.80998290954091123}},
    {"reciprocal", "ReciprocalBackward0", [](const Tensor& x) { return x.reciprocal(); }, kUnit, {10, 2.8571428571428572, 2, 1.25, 1.0526315789473684}, {-100, 16.326530612244898, -2, -4.6875, 1.6620498614958445}},
    {"asin", "AsinBackward0", [](const Tensor& x) { return x.asin(); }, kUnit, {0.1001674211615598, 0.35757110364551026, 0.52359877559829893, 0.9272952180016123, 1.2532358975033751}, {1.0050378152592121, -2.1350420507344952, 0.57735026918962584, 5.0000000000000009, -4.803844614152613}},
    {"acos", "AcosBackward0", [](const Tensor& x) { return x.acos(); }, kUnit, {1.4706289056333368, 1.2132252231493863, 1.0471975511965976, 0.64350110879328426, 0.31756042929152151}, {-1.0050378152592121, 2.1350420507344952, -0.57735026918962584, -5.0000000000000009, 4.803844614152613}},
    {"atanh", "AtanhBackward0", [](const Tensor& x) { return x.atanh(); }, kUnit, {0.10033534773107558, 0.36544375427139614, 0.54930614433405478, 1.0986122886681098, 1.8317808230648227}, {1.0101010101010102, -2.2792022792022792, 0.66666666666666663, 8.3333333333333357, -15.38461538461538}},
    {"logit", "LogitBackward0", [](const Tensor& x) { return x.logit(); }, kUnit, {-2.1972245773362191, -0.61903920840622351, 0, 1.3862943611198908, 2.9444389791664394}, {11.111111111111109, -8.791208791208792, 2, 18.750000000000004, -31.578947368421023}},
    {"acosh", "AcoshBackward0", [](const Tensor& x) { return x.acosh(); }, kOver, {0, 0.69314718055994529, 1.3169578969248166, 1.9248473002384139, 2.6339157938496336}, {kInf, -2.6666666666666665, 0.28867513459481292, 0.89442719099991597, -0.2165063509461097}},
    {"round to 1", "RoundBackward1", [](const Tensor& x) { return x.round(1); }, kUnit, {0.10000000000000001, 0.40000000000000002, 0.5, 0.80000000000000004, 1}, {0, 0, 0, 0, 0}},
    {"logit eps", "LogitBackward0", [](const Tensor& x) { return x.logit(0.2); }, kUnit, {-1.3862943611198906, -0.61903920840622351, 0, 1.3862943611198908, 1.3862943611198908}, {0, -8.791208791208792, 2, 18.750000000000004, 0}},
    {"relu6", "HardtanhBackward0", [](const Tensor& x) { return relu6(x); }, kWide, {0, 0, 0, 0.75, 3.25}, {0, 0, 0, 3, -1.5}},
    {"hardtanh", "HardtanhBackward0", [](const Tensor& x) { return hardtanh(x, -0.5, 0.7); }, kWide, {-0.5, -0.5, 0, 0.69999999999999996, 0.69999999999999996}, {0, 0, 0.5, 0, 0}},
    {"leaky_relu", "LeakyReluBackward0", [](const Tensor& x) { return leaky_relu(x, 0.2); }, kWide, {-0.5, -0.10000000000000001, 0, 0.75, 3.25}, {0.20000000000000001, -0.40000000000000002, 0.10000000000000001, 3, -1.5}},
    {"elu", "EluBackward0", [](const Tensor& x) { return elu(x, 1.5); }, kWide, {-1.3768725020641519, -0.59020401043104986, 0, 0.75, 3.25}, {0.12312749793584821, -1.8195919791379003, 0.75, 3, -1.5}},
    {"selu", "EluBackward0", [](const Tensor& x) { return selu(x); }, kWide, {-1.6137857588732425, -0.69175818780287135, 0, 0.78802574051661034, 3.4147782089053114}, {0.1443135819741343, -2.1326823060890105, 0.87904967042368831, 3.1521029620664414, -1.5760514810332207}},
    {"celu", "CeluBackward0", [](const Tensor& x) { return celu(x, 2.0); }, kWide, {-1.4269904062796197, -0.44239843385719024, 0, 0.75, 3.25}, {0.28650479686019009, -1.5576015661428098, 0.5, 3, -1.5}},
    {"gelu", "GeluBackward0", [](const Tensor& x) { return gelu(x); }, kWide, {-0.015524163314440398, -0.15426876936299344, 0, 0.58002948571734891, 3.2481246686122298}, {-0.037611085908145193, -0.26500975068767424, 0.25, 2.9976771652177057, -1.5090260717157502}},
    {"gelu tanh", "GeluBackward0", [](const Tensor& x) { return gelu(x, "tanh"); }, kWide, {-0.015084266089998577, -0.15428599017485606, 0, 0.57996055516562028, 3.2484313728552525}, {-0.037951576212666177, -0.26526019293071529, 0.25, 2.9968147684122428, -1.5083465184662166}},
    {"silu", "SiluBackward0", [](const Tensor& x) { return silu(x); }, kWide, {-0.18964545005310887, -0.1887703343990727, 0, 0.50938402438154473, 3.1286876161315793}, {-0.099401111341526835, -0.52007762539469637, 0.25, 2.5277998334902607, -1.6191859242572804}},
    {"mish", "MishBackward0", [](const Tensor& x) { return mish(x); }, kWide, {-0.19681620390653337, -0.22074377465173001, 0, 0.61001833521829341, 3.2409561733599657}, {-0.10974357275018566, -0.57902135582702452, 0.29999999999999999, 2.9572750671500643, -1.5219083318667197}},
    {"softplus", "SoftplusBackward0", [](const Tensor& x) { return softplus(x, 2, 3); }, kWide, {0.0033576742445590342, 0.15663084375911143, 0.34657359027997264, 0.85070663899137622, 3.25}, {0.0066928509242848563, -0.53788284273999021, 0.25, 2.452723428580931, -1.5}},
    {"softsign", "DivBackward0", [](const Tensor& x) { return softsign(x); }, kWide, {-0.7142857142857143, -0.33333333333333331, 0, 0.42857142857142855, 0.76470588235294112}, {0.081632653061224469, -0.88888888888888884, 0.5, 0.97959183673469385, -0.083044982698961989}},
    {"log_sigmoid", "LogSigmoidBackward0", [](const Tensor& x) { return log_sigmoid(x); }, kWide, {-2.5788897342925496, -0.97407698418010669, -0.69314718055994529, -0.38687100611489994, -0.038041371687783126}, {0.92414181997875644, -1.244918662403709, 0.25, 0.96246390247382085, -0.055990331016194196}},
    {"tanhshrink", "SubBackward0", [](const Tensor& x) { return tanhshrink(x); }, kWide, {-1.5133857018485697, -0.037882842739990263, 0, 0.1148510476127127, 2.253002364513474}, {0.97340777331683948, -0.42710453406814519, 0, 1.2102425751560055, -1.4910064277485855}},
    {"hardshrink", "HardshrinkBackward0", [](const Tensor& x) { return hardshrink(x); }, kWide, {-2.5, 0, 0, 0.75, 3.25}, {1, 0, 0, 3, -1.5}},
    {"softshrink", "SoftshrinkBackward0", [](const Tensor& x) { return softshrink(x, 0.25); }, kWide, {-2.25, -0.25, 0, 0.5, 3}, {1, -2, 0, 3, -1.5}},
    {"hardswish", "HardswishBackward0", [](const Tensor& x) { return hardswish(x); }, kWide, {-0.20833333333333334, -0.20833333333333334, 0, 0.46875, 3.25}, {-0.33333333333333337, -0.66666666666666674, 0.25, 2.25, -1.5}},
    {"threshold", "ThresholdBackward0", [](const Tensor& x) { return threshold(x, 0.5, -1.25); }, kWide, {-1.25, -1.25, -1.25, 0.75, 3.25}, {0, 0, 0, 3, -1.5}},
    {"clamp", "ClampBackward1", [](const Tensor& x) { return x.clamp(-0.5, 1.0); }, kWide, {-0.5, -0.5, 0, 0.75, 1}, {0, 0, 0.5, 3, 0}},
    {"clamp low", "ClampBackward1", [](const Tensor& x) { return x.clamp(0.75); }, kWide, {0.75, 0.75, 0.75, 0.75, 3.25}, {0, 0, 0, 0, -1.5}},
    {"clamp_max", "ClampMaxBackward0", [](const Tensor& x) { return x.clamp_max(0.0); }, kWide, {-2.5, -0.5, 0, 0, 0}, {1, -2, 0, 0, 0}},
    {"rsub", "RsubBackward1", [](const Tensor& x) { return rsub(x, 2.5, 3); }, kWide, {10, 4, 2.5, 0.25, -7.25}, {-3, 6, -1.5, -9, 4.5}},
    {"fmod", "FmodBackward0", [](const Tensor& x) { return x.fmod(0.6); }, kWide, {-0.10000000000000009, -0.5, 0, 0.15000000000000002, 0.25000000000000011}, {1, -2, 0.5, 3, -1.5}},
    {"remainder", "RemainderBackward0", [](const Tensor& x) { return x % 0.6; }, kWide, {0.49999999999999989, 0.099999999999999978, 0, 0.15000000000000002, 0.25000000000000011}, {1, -2, 0.5, 3, -1.5}},
    {"div floor", "DivBackward2", [](const Tensor& x) { return x.div(0.6, "floor"); }, kWide, {-5, -1, 0, 1, 5}, {0, 0, 0, 0, 0}},
    {"div trunc", "DivBackward2", [](const Tensor& x) { return x.div(0.6, "trunc"); }, kWide, {-4, -0, 0, 1, 5}, {0, 0, 0, 0, 0}},
    {"copysign", "CopysignBackward1", [](const Tensor& x) { return x.copysign(-1.0); }, kWide, {-2.5, -0.5, -0, -0.75, -3.25}, {1, -2, 0, -3, 1.5}},
    {"xlogy", "XlogyBackward2", [](const Tensor& x) { return x.xlogy(2.5); }, kWide, {-2.2907268296853878, -0.45814536593707755, 0, 0.68721804890561633, 2.9779448785910043}, {0.91629073187415511, -1.8325814637483102, 0.45814536593707755, 2.7488721956224653, -1.3744360978112327}},
    {"pow 0", "PowBackward0", [](const Tensor& x) { return x.pow(0); }, kWide, {1, 1, 1, 1, 1}, {0, 0, 0, 0, 0}},
    {"pow 3", "PowBackward0", [](const Tensor& x) { return x.pow(3); }, kWide, {-15.625, -0.125, 0, 0.421875, 34.328125}, {18.75, -1.5, 0, 5.0625, -47.53125}},
    {"number pow", "PowBackward2", [](const Tensor& x) { return pow(Scalar(0.5), x); }, kWide, {5.6568542494923806, 1.4142135623730951, 1, 0.59460355750136051, 0.10511205190671431}, {-3.9210325738741889, 1.9605162869370945, -0.34657359027997264, -1.2364433382989442, 0.10928718363301447}},
    {"pow 1/2", "PowBackward0", [](const Tensor& x) { return x.pow(0.5); }, kUnit, {0.31622776601683794, 0.59160797830996159, 0.70710678118654757, 0.89442719099991586, 0.97467943448089633}, {1.5811388300841895, -1.6903085094570331, 0.35355339059327373, 1.6770509831248424, -0.76948376406386565}},
    {"pow -1/2", "PowBackward0", [](const Tensor& x) { return x.pow(-0.5); }, kUnit, {3.1622776601683791, 1.6903085094570331, 1.4142135623730949, 1.1180339887498949, 1.0259783520851542}, {-15.811388300841895, 4.8294528841629525, -0.70710678118654757, -2.0963137289060527, 0.80998290954091112}},
    {"pow -1", "PowBackward0", [](const Tensor& x) { return x.pow(-1); }, kUnit, {10, 2.8571428571428572, 2, 1.25, 1.0526315789473684}, {-99.999999999999986, 16.326530612244902, -2, -4.6874999999999991, 1.662049861495845}},
    {"pow -2", "PowBackward0", [](const Tensor& x) { return x.pow(-2); }, kUnit, {99.999999999999986, 8.1632653061224509, 4, 1.5624999999999998, 1.10803324099723}, {-1999.9999999999998, 93.294460641399439, -8, -11.718749999999998, 3.4990523399912528}},
    {"pow 1.7", "PowBackward0", [](const Tensor& x) { return x.pow(1.7); }, kUnit, {0.019952623149688799, 0.16784780854932096, 0.30778610333622908, 0.68431014399436041, 0.91649506121801261}, {0.3391945935447096, -1.6305215687648322, 0.52323637567158943, 4.3624771679640473, -2.4600656906378231}},
    {"number xlogy", "XlogyBackward1", [](const Tensor& x) { return xlogy(Scalar(2.5), x); }, kUnit, {-5.7564627324851134, -2.6245553112466946, -1.7328679513998633, -0.55785887828552427, -0.12823323596887645}, {25, -14.285714285714286, 2.5, 9.375, -3.9473684210526319}},
};
// clang-format on

Tensor of(const Numbers& numbers, DType dtype = kDouble) {
  return from_values({numbers.begin(), numbers.end()}, {std::int64_t(numbers.size())}, dtype);
}
/// Largest difference, relative to numbers above 1; equal infinities count as none.
double difference(const Numbers& got, const Numbers& due) {
  double worst = got.size() == due.size() ? 0 : kInf;
  for (std::size_t i = 0; i < due.size() && i < got.size(); ++i)
    if (got[i] != due[i]) worst = std::max(worst, std::fabs(got[i] - due[i]) / std::max(1.0, std::fabs(due[i])));
  return worst;
}

}  // namespace

TEST_CASE("functions of one tensor have PyTorch's values, gradients and node names") {
  for (const Case& c : kCases) {
    INFO(c.name);
    const Tensor x = of(c.at).requires_grad_();
    const Tensor y = c.f(x);
    CHECK(difference(numbers(y), c.value) < 1e-14);
    REQUIRE(y.grad_fn());
    CHECK(y.grad_fn()->name() == c.node);
    y.backward(of(kIncoming));
    CHECK(difference(numbers(x.grad()), c.gradient) < 1e-7);  // PyTorch's celu keeps its constants in float32
  }
}

TEST_CASE("a function's values do not depend on strides, and barely on the length of the row") {
  for (const Case& c : kCases) {
    INFO(c.name);
    // 40 rows of the 5 numbers: long enough for vector kernels, with a tail.
    const Tensor rows = of(c.at).view({1, 5}).expand({40, 5});
    const Tensor dense = c.f(rows.contiguous()), strided = c.f(rows.t().contiguous().t()), expanded = c.f(rows);
    for (const Tensor& t : {dense, strided, expanded}) {
      CHECK(difference(numbers(t[0]), c.value) < 1e-14);
      CHECK(difference(numbers(t[39]), c.value) < 1e-14);
    }
    const Tensor single = c.f(rows.to(kFloat).contiguous());
    CHECK(difference(numbers(single[39]), c.value) < 2e-6);
    for (DType half : {kHalf, kBFloat16}) {
      const Tensor result = c.f(rows.to(half)), wide = c.f(rows.to(half).to(kFloat)).to(half);
      CHECK(result.dtype() == half);
      // Rounded once, from float.
      CHECK(difference(numbers(result[7]), numbers(wide[7])) <= (half == kHalf ? 2e-3 : 1.6e-2));
    }
  }
}
