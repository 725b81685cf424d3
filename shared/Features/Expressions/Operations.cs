namespace Trainyard.Features.Expressions;

/// <summary>Two values to one; the compiler makes a loop of its own for each.</summary>
internal interface IOperation
{
    static abstract double Of(double a, double b);
}

/// <summary>One value to one.</summary>
internal interface IFunction
{
    static abstract double Of(double a);
}

internal readonly struct Add : IOperation
{
    public static double Of(double a, double b) => a + b;
}

internal readonly struct Subtract : IOperation
{
    public static double Of(double a, double b) => a - b;
}

internal readonly struct Multiply : IOperation
{
    public static double Of(double a, double b) => a * b;
}

internal readonly struct Divide : IOperation
{
    public static double Of(double a, double b) => a / b;
}

internal readonly struct Remainder : IOperation
{
    public static double Of(double a, double b) => a % b;
}

internal readonly struct Power : IOperation
{
    public static double Of(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b);
}

internal readonly struct Smaller : IOperation
{
    public static double Of(double a, double b) => Math.Min(a, b);
}

internal readonly struct Larger : IOperation
{
    public static double Of(double a, double b) => Math.Max(a, b);
}

internal readonly struct Both : IOperation
{
    public static double Of(double a, double b) => a == 0 || b == 0 ? 0 : a + b > 0 ? 1 : double.NaN;
}

internal readonly struct Either : IOperation
{
    public static double Of(double a, double b) => a == 1 || b == 1 ? 1 : a + b == 0 ? 0 : double.NaN;
}

internal readonly struct Equal : IOperation
{
    public static double Of(double a, double b) => double.IsNaN(a + b) ? double.NaN : a == b ? 1 : 0;
}

internal readonly struct Different : IOperation
{
    public static double Of(double a, double b) => double.IsNaN(a + b) ? double.NaN : a != b ? 1 : 0;
}

internal readonly struct Less : IOperation
{
    public static double Of(double a, double b) => double.IsNaN(a + b) ? double.NaN : a < b ? 1 : 0;
}

internal readonly struct LessOrEqual : IOperation
{
    public static double Of(double a, double b) => double.IsNaN(a + b) ? double.NaN : a <= b ? 1 : 0;
}

internal readonly struct Negate : IFunction
{
    public static double Of(double a) => -a;
}

internal readonly struct Not : IFunction
{
    public static double Of(double a) => 1 - a;
}

internal readonly struct Absolute : IFunction
{
    public static double Of(double a) => Math.Abs(a);
}

internal readonly struct Root : IFunction
{
    public static double Of(double a) => Math.Sqrt(a);
}

internal readonly struct Logarithm : IFunction
{
    public static double Of(double a) => Math.Log(a);
}

internal readonly struct Exponential : IFunction
{
    public static double Of(double a) => Math.Exp(a);
}

internal readonly struct Floor : IFunction
{
    public static double Of(double a) => Math.Floor(a);
}

internal readonly struct Ceiling : IFunction
{
    public static double Of(double a) => Math.Ceiling(a);
}

internal readonly struct Round : IFunction
{
    public static double Of(double a) => Math.Round(a, MidpointRounding.AwayFromZero);
}

internal readonly struct Missing : IFunction
{
    public static double Of(double a) => double.IsNaN(a) ? 1 : 0;
}
